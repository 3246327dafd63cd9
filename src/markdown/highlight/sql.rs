//! SQL, the code that cases of this trade show, in the dialects that auditors meet.
//!
//! The grammar that comes with syntect's packages knows neither `OVER (PARTITION BY …)` nor `MERGE`, `DISTINCT`, `ON` or what Oracle adds,
//! and takes 28 ms for its first line: each of its words is a regular expression of its own, since words go in either case. This one reads
//! a block as a whole, in lower case, so that words are plain letters; places stay, because only ASCII letters change.

use std::collections::HashMap;
use std::sync::LazyLock;
use syntect::parsing::syntax_definition::{Context, MatchOperation, MatchPattern, Pattern, SyntaxDefinition};
use syntect::parsing::{ParseState, Scope, ScopeStackOp, SyntaxSet, SyntaxSetBuilder};

/// What authors write behind the fence.
const NAMES: [&str; 14] = [
    "sql",
    "ddl",
    "dml",
    "hql",
    "mariadb",
    "mysql",
    "oracle",
    "pgsql",
    "plsql",
    "pl/sql",
    "postgres",
    "postgresql",
    "sqlite",
    "tsql",
];

/// Reserved words and those that act as such, of SQL:2016 and of Oracle, SQL Server, MySQL and PostgreSQL.
const KEYWORDS: &str = "add all alter analyze and any apply as asc auto_increment authorization begin between by call cascade case \
    cast check close cluster collate column comment commit connect constraint continue create cross cube current cursor database \
    deallocate declare default delete delimiter desc describe distinct do drop each else elseif elsif end escape except exception exec \
    execute exists exit explain external fetch filter first following for foreign from full function generated go goto grant group \
    grouping having identified identity if ignore ilike immediate in increment index initially inner insert instead intersect into is \
    join key language last lateral leave left like limit lock loop match matched materialized merge minus modify natural nextval no \
    nocycle nocount not nowait of off offset on only open option or order others outer over overlaps owner package partition percent \
    pivot preceding primary print prior privileges procedure public qualify raise raiserror range recursive references regexp rename \
    replace restrict return returning returns revoke right rlike role rollback rollup row rowid rownum rows savepoint schema select \
    sequence session set sets share show siblings similar some start synonym table tables tablespace temp temporary then ties to top \
    trigger truncate type unbounded union unique unpivot until update use using values view when whenever where while window with \
    within without work";

const TYPES: &str = "bigint bigserial binary bit blob bool boolean bytea char character clob date datetime datetime2 dec decimal \
    double float int integer interval json jsonb long mediumint money nchar nclob ntext number numeric nvarchar nvarchar2 precision \
    raw real serial smalldatetime smallint sysname text time timestamp timestamptz tinyint uniqueidentifier unsigned uuid varbinary \
    varchar varchar2 varying xml";

const CONSTANTS: &str = "null true false unknown sysdate systimestamp current_date current_time current_timestamp current_user \
    session_user localtime localtimestamp";

/// A letter of a name: of any script, but no punctuation, be it wide; or what dialects allow.
const LETTER: &str = r"[a-z_$#@\x{80}-\x{2fff}\x{3040}-\x{feff}\x{fff0}-\x{10ffff}]";

static SET: LazyLock<SyntaxSet> = LazyLock::new(|| {
    let word = |words: &str| format!(r"\b(?:{})\b", words.split_whitespace().collect::<Vec<_>>().join("|"));
    // Where two begin at the same place, the first counts. What has no scope is passed over, so that nothing inside is found.
    let rules = [
        ("comment", r"--[^\n]*|/\*(?s:.*?)(?:\*/|\z)".to_owned()),
        ("string", r"[nqxbe]?'(?:[^']|'')*(?:'|\z)".to_owned()),
        ("", r#""[^"\n]*"|`[^`\n]*`|\[[^\]\n]*\]"#.to_owned()),
        ("constant.numeric", r"0x[0-9a-f]+|[0-9]+(?:\.[0-9]+)?(?:e[-+]?[0-9]+)?|\.[0-9]+".to_owned()),
        ("keyword", word(KEYWORDS)),
        ("storage", word(TYPES)),
        ("constant", word(CONSTANTS)),
        ("support.function", format!(r"{LETTER}(?:{LETTER}|[0-9])*(?=\()")),
        ("", format!("{LETTER}(?:{LETTER}|[0-9])*")),
        ("keyword", r"[-+*/%<>=!|&^~]+|:=".to_owned()),
    ];
    let patterns = rules.into_iter().map(|(scope, regex)| {
        let scope = Scope::new(scope).into_iter().filter(|scope| !scope.is_empty()).collect();
        Pattern::Match(MatchPattern::new(false, regex, scope, None, MatchOperation::None, None))
    });
    let mut set = SyntaxSetBuilder::new();
    set.add(SyntaxDefinition {
        name: "SQL".to_owned(),
        file_extensions: Vec::new(),
        scope: Scope::default(),
        first_line_match: None,
        hidden: false,
        variables: HashMap::new(),
        contexts: HashMap::from([(
            "__start".to_owned(),
            Context { patterns: patterns.collect(), ..Context::new(true) },
        )]),
    });
    set.build()
});

/// Whether `language` is a name of SQL or of one of its dialects.
pub(super) fn is_spoken_by(language: &str) -> bool {
    NAMES.iter().any(|name| language.eq_ignore_ascii_case(name))
}

/// Where in `code` which scopes begin and end.
pub(super) fn scopes_of(code: &str) -> Vec<(usize, ScopeStackOp)> {
    let Some(grammar) = SET.syntaxes().first() else { return Vec::new() };
    ParseState::new(grammar).parse_line(&code.to_ascii_lowercase(), &SET).unwrap_or_default()
}
