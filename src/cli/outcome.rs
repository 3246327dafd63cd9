//! How a command ends.

use crate::load::LoadError;
use crate::output::PublishError;

/// Exit codes, the same for every command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Exit {
    /// All is well.
    Ok,
    /// Content has faults that an author can mend.
    ContentFaults,
    /// The command or its options make no sense here.
    Usage,
    /// The machine is at fault: disk, rights.
    Environment,
    /// Refused, because something could have been lost.
    Refused,
    /// A mistake in this program.
    OurFault,
    /// Stopped by the user.
    Interrupted,
}

impl Exit {
    /// The number the process ends with.
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Ok => 0,
            Self::ContentFaults => 1,
            Self::Usage => 2,
            Self::Environment => 3,
            Self::Refused => 4,
            Self::OurFault => 70,
            Self::Interrupted => 130,
        }
    }
}

/// An early end: what to tell the user, and the exit code.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) exit: Exit,
    pub(super) zh: String,
    pub(super) en: String,
}

impl Ending {
    pub(super) fn new(exit: Exit, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { exit, zh: zh.into(), en: en.into() }
    }

    /// The folder holds no hall.
    pub(super) fn no_content(root: &std::path::Path) -> Self {
        let root = root.display();
        Self::new(
            Exit::Usage,
            format!("{root} 里没有 content 文件夹。先运行 zhanguan init，或用 --root 指明展馆所在。"),
            format!("there is no content folder in {root}. Run zhanguan init, or name the hall with --root."),
        )
    }

    /// A file or folder that could not be read or written.
    pub(super) fn io(path: &std::path::Path, error: &std::io::Error) -> Self {
        let path = path.display();
        Self::new(Exit::Environment, format!("{path}：{error}"), format!("{path}: {error}"))
    }
}

impl From<LoadError> for Ending {
    fn from(error: LoadError) -> Self {
        Self::new(Exit::Environment, format!("读不了 {error}"), format!("cannot read {error}"))
    }
}

impl From<PublishError> for Ending {
    fn from(error: PublishError) -> Self {
        match error {
            PublishError::Refused(refused) => {
                let said = refused.to_string();
                let (zh, en) = said.split_once('\n').unwrap_or((&said, &said));
                Self::new(Exit::Refused, zh, en)
            }
            PublishError::Io(..) | PublishError::Stop(_) => Self::new(
                Exit::Environment,
                format!("没有发布，原来的网站没有变：{error}"),
                format!("nothing was published, the site is as it was: {error}"),
            ),
            PublishError::Faults(_) => Self::new(Exit::ContentFaults, "", ""),
        }
    }
}
