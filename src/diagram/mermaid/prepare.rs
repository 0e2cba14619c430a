//! Mermaid source to the same number of bytes without what says nothing: comments, directives, front matter, quote marks.

/// The source with blanks for what is dropped, so that offsets stay. `#quot;` becomes U+0001, `quot`, U+0002: its
/// semicolon ends no statement.
pub(super) fn prepare(body: &str) -> String {
    let mut bytes = body.as_bytes().to_vec();
    let lines = lines(body);
    if lines.len() > 1 && lines[1..].iter().all(|&(start, end)| is_quoted(&body[start..end])) {
        // A fence in a block quote carries the marks of the quote.
        for &(start, end) in &lines[1..] {
            let marks = body[start..end].len() - body[start..end].trim_start_matches([' ', '>']).len();
            bytes[start..start + marks].fill(b' ');
        }
    }
    for at in 0..bytes.len() {
        if bytes[at] == b'\r' {
            bytes[at] = if bytes.get(at + 1) == Some(&b'\n') { b' ' } else { b'\n' };
        }
    }
    front_matter(&mut bytes, &lines);
    directives(&mut bytes);
    for &(start, end) in &lines {
        let lead = bytes[start..end].iter().take_while(|b| b.is_ascii_whitespace()).count();
        if bytes[start + lead..end].starts_with(b"%%") {
            blank(&mut bytes[start..end]);
        }
    }
    attributes(&mut bytes);
    entities(&mut bytes);
    String::from_utf8(bytes).unwrap_or_default()
}

/// Start and end of every line, without its end mark.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split('\n') {
        found.push((start, start + line.len()));
        start += line.len() + 1;
    }
    found
}

fn is_quoted(line: &str) -> bool {
    line.trim().is_empty() || line.trim_start().starts_with('>')
}

/// Blanks for every byte but line ends.
fn blank(bytes: &mut [u8]) {
    for byte in bytes {
        if *byte != b'\n' {
            *byte = b' ';
        }
    }
}

/// What stands between `---` and `---` in front of everything else.
fn front_matter(bytes: &mut [u8], lines: &[(usize, usize)]) {
    let is_rule = |bytes: &[u8], (start, end): (usize, usize)| bytes[start..end].trim_ascii() == b"---";
    let Some(open) = lines.iter().position(|&(start, end)| !bytes[start..end].trim_ascii().is_empty()) else { return };
    if !is_rule(bytes, lines[open]) {
        return;
    }
    if let Some(&(_, end)) = lines[open + 1..].iter().find(|&&line| is_rule(bytes, line)) {
        blank(&mut bytes[..end]);
    }
}

/// `%%{init: ...}%%`.
fn directives(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(open) = find(bytes, b"%%{", from) {
        let end = find(bytes, b"}%%", open).map_or_else(|| find(bytes, b"\n", open).unwrap_or(bytes.len()), |at| at + 3);
        blank(&mut bytes[open..end]);
        from = end;
    }
}

/// Double quotes of attributes in tags, as in `<img src="x">`, to single ones.
fn attributes(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(open) = find(bytes, b"<", from) {
        from = open + 1;
        if !bytes.get(from).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            continue;
        }
        let Some(end) = find(bytes, b">", from) else { return };
        while let Some(value) = find(&bytes[..end], b"=\"", from) {
            let Some(close) = find(&bytes[..end], b"\"", value + 2) else { break };
            bytes[value + 1] = b'\'';
            bytes[close] = b'\'';
            from = close + 1;
        }
        from = end;
    }
}

fn entities(bytes: &mut [u8]) {
    let mut from = 0;
    while let Some(open) = find(bytes, b"#", from) {
        let name = bytes[open + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        from = open + 1 + name;
        if name > 0 && bytes.get(from) == Some(&b';') {
            bytes[open] = 1;
            bytes[from] = 2;
        }
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    memchr::memmem::find(bytes.get(from..)?, what).map(|at| from + at)
}
