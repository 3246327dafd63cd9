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
    after_help = "第一次用：\n  zhanguan init 我的展馆        建一个小而全的样例\n  cd 我的展馆\n  zhanguan serve --open         在浏览器里边写边看\n  zhanguan new case 案例标题    写第一个案例\n  zhanguan build                生成 public/，用浏览器打开 public/index.html\n\n退出码：0 成功 · 1 内容有错 · 2 用法或设置有错 · 3 磁盘等环境问题 · 4 为安全拒绝 · 70 程序自身的错 · 130 被中断"
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
    /// 在浏览器里预览，保存文件后自己更新 / preview in a browser, following every change
    #[command(
        after_help = "例：\n  zhanguan serve --open          打开浏览器预览，连草稿一起\n  zhanguan serve --no-drafts     看正式发布时的样子\n  zhanguan serve --poll 1        文件在网络盘上，每秒查看一遍"
    )]
    Serve(Preview),
    /// 按征集的要求备齐申报材料 / make the papers that a call asks for
    #[command(
        after_help = "例：\n  zhanguan submit 典型案例征集                    全部申报的案例，放进 dossiers/\n  zhanguan submit 典型案例征集 --entry 把支部建在审计组上\n  zhanguan submit 典型案例征集 --blind            隐去单位、品牌、人名和地名\n  zhanguan submit --compendium 省直机关经验汇编   一个展览的全部案例合为一册"
    )]
    Submit {
        #[command(flatten)]
        wanted: SubmitWhat,
        #[command(flatten)]
        what: What,
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

/// What to preview, and where.
#[derive(Debug, Args)]
pub(super) struct Preview {
    /// 展馆所在文件夹 / the hall's folder
    #[arg(long, default_value = ".")]
    pub(super) root: PathBuf,
    /// 打开浏览器 / open a browser
    #[arg(long)]
    pub(super) open: bool,
    /// 不看草稿和未到日期的案例 / leave out drafts and cases of a future date
    #[arg(long)]
    pub(super) no_drafts: bool,
    /// 端口，被占用就用下一个 / the port; if it is taken, the next free one
    #[arg(long, default_value_t = 8000)]
    pub(super) port: u16,
    /// 让其他电脑也能看：这台电脑的地址，如 0.0.0.0 / let other machines look: an address of this one
    #[arg(long, value_name = "ADDR")]
    pub(super) host: Option<String>,
    /// 每隔几秒查看一遍文件，用于网络盘 / look at the files every so many seconds, for network drives
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    pub(super) poll: Option<f64>,
}

/// A pause between a twentieth of a second and an hour.
fn seconds(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(seconds) if (0.05..=3600.0).contains(&seconds) => Ok(seconds),
        _ => Err("0.05–3600".to_owned()),
    }
}

/// Which papers.
#[derive(Debug, Args)]
pub(super) struct SubmitWhat {
    /// 征集的文件名、标题或网页名 / file, title or page name of the call
    pub(super) call: Option<String>,
    /// 只备这一个案例的材料 / papers of this case only
    #[arg(long, value_name = "CASE")]
    pub(super) entry: Option<String>,
    /// 盲审件：名称换成代号 / a blind copy: names become codes
    #[arg(long)]
    pub(super) blind: bool,
    /// 不是征集，而是把一个展览汇编成一册 / a compendium of an exhibition instead
    #[arg(long, value_name = "EXHIBITION", conflicts_with_all = ["call", "entry", "blind"])]
    pub(super) compendium: Option<String>,
    /// 放到哪个文件夹（默认是展馆里的 dossiers）/ where to; dossiers in the hall by default
    #[arg(long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
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
