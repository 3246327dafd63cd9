//! What can be typed.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// 展馆：把一个文件夹的 Markdown 案例变成可检索的线上展馆。
/// Zhanguan: turns a folder of Markdown cases into an online exhibition hall.
#[derive(Debug, Parser)]
#[command(
    name = "zhanguan",
    version,
    verbatim_doc_comment,
    after_help = "第一次用：\n  zhanguan init 我的展馆        建一个小而全的样例\n  cd 我的展馆\n  zhanguan new case 案例标题    写第一个案例\n  zhanguan build                生成 public/，用浏览器打开 public/index.html\n\n退出码：0 成功 · 1 内容有错 · 2 用法或设置有错 · 3 磁盘等环境问题 · 4 为安全拒绝 · 70 程序自身的错 · 130 被中断"
)]
pub(super) struct Cli {
    /// 提示语言（默认按系统语言）/ language of messages
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<LangArg>,
    /// 输出形式：text 给人看，json 给编辑器和脚本 / form of reports
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub(super) format: FormatArg,
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum LangArg {
    Zh,
    En,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatArg {
    Text,
    Json,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// 新建一个小而全的展馆 / make a small, complete hall in a new folder
    Init {
        /// 新文件夹 / the new folder
        #[arg(default_value = ".")]
        folder: PathBuf,
    },
    /// 新建案例、单位、品牌或展览的文件 / begin a case, unit, brand or exhibition
    #[command(
        after_help = "例：\n  zhanguan new case 把支部建在审计组上 --unit 市审计局\n  zhanguan new brand 诚审惟公"
    )]
    New {
        /// 种类 / kind
        #[arg(value_enum)]
        kind: NewKind,
        /// 标题或名称 / title or name
        title: String,
        /// 所属单位 / the unit it belongs to
        #[arg(long)]
        unit: Option<String>,
        /// 展馆所在文件夹 / the hall's folder
        #[arg(long, default_value = ".")]
        root: PathBuf,
    },
    /// 检查内容，不生成网页 / check the content without making pages
    Check(What),
    /// 生成网站 / make the site
    #[command(
        after_help = "例：\n  zhanguan build                        生成到 public/\n  zhanguan build --drafts --output 预览   连草稿一起，生成到另一个文件夹\n  zhanguan build --strict               有提醒也算错，适合发布前"
    )]
    Build {
        #[command(flatten)]
        what: What,
        /// 输出文件夹（默认是展馆里的 public）/ where to; public in the hall by default
        #[arg(long)]
        output: Option<PathBuf>,
        /// 另做一页组件样张 styleguide/index.html，给改主题的人看 / add a page that shows the theme's components
        #[arg(long)]
        styleguide: bool,
    },
    /// 说明一个案例展示在哪里，或为什么没有展出 / tell where a case is shown, or why it is not
    Explain {
        /// 文件名、标题或网页名 / file, title or page name
        case: String,
        #[command(flatten)]
        what: What,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum NewKind {
    /// 案例
    Case,
    /// 单位
    Unit,
    /// 品牌
    Brand,
    /// 展览
    Exhibition,
}

/// Which hall, and how strictly.
#[derive(Debug, Args)]
pub(super) struct What {
    /// 展馆所在文件夹 / the hall's folder
    #[arg(long, default_value = ".")]
    pub(super) root: PathBuf,
    /// 连草稿和未到日期的案例一起 / include drafts and cases of a future date
    #[arg(long)]
    pub(super) drafts: bool,
    /// 提醒也算错误 / treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,
    /// 网站地址，代替 site.yaml 里的 base_url / instead of base_url in site.yaml
    #[arg(long, value_name = "URL")]
    pub(super) base_url: Option<String>,
}
