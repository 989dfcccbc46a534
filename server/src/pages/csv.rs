//! Texts in CSV (RFC 4180) for whatever opens it. Spreadsheets compute what looks like a formula, and
//! customers write their own names.

/// Without it some spreadsheets take UTF-8 for something else.
pub const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// What makes a formula, in either width.
const FORMULA: [char; 8] = [
    '=', '+', '-', '@', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}',
];
/// What a program may take for the end of a cell, though it stands in quotation marks: in half of the
/// world spreadsheets divide at semicolons.
const DIVIDERS: [char; 4] = [';', '\t', '\r', '\n'];
const GUARD: char = '\'';

/// A text as a cell, always in quotation marks. Wherever a cell could begin and a formula would, there is
/// an apostrophe in front; where one stands already, one more. Whoever takes one apostrophe away from the
/// beginning and after every divider has the text again.
pub fn text(text: &str) -> String {
    let mut cell = String::with_capacity(text.len() + 2);
    cell.push('"');
    let mut begins = true;
    for (at, c) in text.char_indices() {
        if begins && needs_guard(&text[at..]) {
            cell.push(GUARD);
        }
        begins = DIVIDERS.contains(&c);
        if c == '"' {
            cell.push('"');
        }
        cell.push(c);
    }
    cell.push('"');
    cell
}

fn needs_guard(rest: &str) -> bool {
    // Some programs drop what is blank in front.
    let seen = rest.trim_start_matches(domain::text::is_blank);
    rest.starts_with(GUARD) || seen.starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the documentation tells it to programs.
    fn undone(cell: &str) -> String {
        let quoted = cell.strip_prefix('"').unwrap().strip_suffix('"').unwrap();
        let text = quoted.replace("\"\"", "\"");
        let mut plain = String::new();
        let mut begins = true;
        for c in text.chars() {
            let is_guard = begins && c == GUARD;
            begins = DIVIDERS.contains(&c);
            if !is_guard {
                plain.push(c);
            }
        }
        plain
    }

    const TEXTS: [&str; 24] = [
        "",
        "Maria Silva",
        "Silva, Maria",
        "the \"boss\"",
        "=1+1",
        "+34600123456",
        "-1",
        "@cmd",
        "'t Hart",
        "''t Hart",
        "'",
        "=HYPERLINK(\"a\",1)",
        "Maria;=1+1",
        "Maria; =1+1",
        "Maria;'=1+1",
        ";;=1",
        "Maria\t=1+1",
        "two\nlines\r\n=1+1",
        "\t=1",
        " =1+1",
        "\u{200B}=1+1",
        "＝1+1",
        "O'Brien; 'x'",
        "José Peña 👩‍👩‍👧",
    ];

    #[test]
    fn a_text_is_quoted_and_computes_nothing() {
        for (text, written) in [
            ("Maria Silva", "\"Maria Silva\""),
            ("", "\"\""),
            ("the \"boss\"", "\"the \"\"boss\"\"\""),
            ("=1+1", "\"'=1+1\""),
            ("'t Hart", "\"''t Hart\""),
            ("Maria;=1+1", "\"Maria;'=1+1\""),
            ("Maria; @x", "\"Maria;' @x\""),
            ("O'Brien", "\"O'Brien\""),
        ] {
            assert_eq!(super::text(text), written);
        }
    }

    #[test]
    fn no_cell_begins_with_a_formula_wherever_it_is_cut() {
        for text in TEXTS {
            let cell = super::text(text);
            for part in cell.split(DIVIDERS) {
                let part = part
                    .trim_start_matches('"')
                    .trim_start_matches(domain::text::is_blank);
                assert!(!part.starts_with(FORMULA), "{cell}");
            }
        }
    }

    #[test]
    fn every_text_comes_back_as_it_was() {
        for text in TEXTS {
            assert_eq!(undone(&super::text(text)), text);
        }
    }
}
