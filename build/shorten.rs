//! A script with the same meaning in fewer bytes: no comments, no idle spaces, short names for what no other script can see, statements
//! in their shortest form.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// `script` shortened, or what is wrong with its syntax.
///
/// Names at its top level are kept, since the parts of one bundle know each other by them, and so are names of properties.
pub(crate) fn shortened(script: &str) -> Result<String, String> {
    let allocator = Allocator::default();
    let mut parsed = Parser::new(&allocator, script, SourceType::script()).parse();
    if let Some(wrong) = parsed.diagnostics.iter().next() {
        return Err(wrong.to_string());
    }
    let short = Minifier::new(MinifierOptions::default()).minify(&allocator, &mut parsed.program);
    let codegen = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(short.scoping);
    Ok(visible(&codegen.build(&parsed.program).code) + "\n")
}

/// `script` with escapes for control characters, which the code writer puts into strings as they are: no published file holds any.
fn visible(script: &str) -> String {
    let is_visible = |c: char| !c.is_control() || matches!(c, '\n' | '\t');
    let write = |c: char| if is_visible(c) { c.to_string() } else { format!("\\x{:02x}", c as u32) };
    script.chars().map(write).collect()
}
