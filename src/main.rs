//! The `zhanguan` command.

/// Making pages is mostly making and dropping small strings; the system's allocator takes a fifth longer over it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    zhanguan::cli::run()
}
