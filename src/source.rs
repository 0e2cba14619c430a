//! Bytes of a file to text with positions: decoding, spans, and the one place that knows lines, characters and UTF-16.

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

/// Number of a file within one run, in the order of the inputs; base 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Half-open range of byte offsets into the decoded text of a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte, base 0.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

impl Span {
    /// The span from `start` to one before `end`, both byte offsets.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// The bytes of `text` that the span covers; empty when the span does not fit the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// True when no byte is covered.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The whole lines of `text` that the span stands in, without the last line end.
    #[must_use]
    pub fn lines(self, text: &str) -> Span {
        let (start, end) = (self.start as usize, self.end as usize);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        Span::new(line_start, text[end..].find('\n').map_or(text.len(), |at| end + at))
    }

    /// Each line it covers, with its line end: the byte of the text where it begins, and its words.
    pub fn each_line(self, text: &str) -> impl Iterator<Item = (usize, &str)> {
        let mut at = self.start as usize;
        self.of(text).split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start, line)
        })
    }

    /// The span without white space at its ends.
    #[must_use]
    pub fn trimmed(self, text: &str) -> Span {
        let slice = self.of(text);
        let kept = slice.trim_start();
        let start = self.start as usize + slice.len() - kept.len();
        Span::new(start, start + kept.trim_end().len())
    }
}

/// Byte order marks.
const LITTLE_ENDIAN: &[u8] = &[0xFF, 0xFE];
const BIG_ENDIAN: &[u8] = &[0xFE, 0xFF];
const UTF8_MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// How the bytes of a file were turned into text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 announced by a byte order mark.
    Utf16,
    /// No valid UTF-8: read as Windows-1252, the superset of Latin-1 that browsers use.
    Windows1252,
}

/// Why bytes are no document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// User error: a file of another type.
    #[error("the file is binary, not text")]
    Binary,
    /// User error: nothing to read.
    #[error("the file is empty")]
    Empty,
    /// User error: more bytes than `--max-bytes` allows.
    #[error("the file has {size} bytes; the limit is {limit} (--max-bytes)")]
    TooLarge {
        /// Size in bytes.
        size: u64,
        /// Limit in bytes.
        limit: u64,
    },
}

/// A decoded text file with its display path and an index of its lines.
#[derive(Debug, Clone)]
pub struct SourceFile {
    path: String,
    text: Cow<'static, str>,
    encoding: Encoding,
    /// The byte order mark that the bytes began with; empty without one.
    order_mark: &'static [u8],
    /// Made when the first place is asked for: nobody asks of a built-in file.
    line_starts: OnceLock<Vec<u32>>,
}

impl SourceFile {
    /// A file from text that is already decoded; `path` is what reports show.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = Cow::Owned(text.into());
        Self { path: path.into(), text, encoding: Encoding::Utf8, order_mark: &[], line_starts: OnceLock::new() }
    }

    /// A file that is built into the program.
    pub fn built_in(path: &str, text: &'static str) -> Self {
        Self { text: Cow::Borrowed(text), ..Self::new(path, "") }
    }

    /// Decodes UTF-8, UTF-16 with a byte order mark, and Windows-1252; refuses binary, empty and over-long input.
    /// A byte order mark is dropped: positions start after it.
    pub fn decode(path: impl Into<String>, bytes: Vec<u8>, limit: u64) -> Result<Self, DecodeError> {
        if bytes.len() as u64 > limit {
            return Err(DecodeError::TooLarge { size: bytes.len() as u64, limit });
        }
        let begins_with = |mark: &&&[u8]| bytes.starts_with(mark);
        let mut order_mark: &'static [u8] = [LITTLE_ENDIAN, BIG_ENDIAN, UTF8_MARK].iter().find(begins_with).copied().unwrap_or_default();
        let utf16 = order_mark.len() == 2;
        if !utf16 && memchr::memchr(0, &bytes).is_some() {
            return Err(DecodeError::Binary);
        }
        let (text, encoding) = if utf16 {
            let (text, _, broken) = encoding_rs::UTF_16LE.decode(&bytes);
            if broken {
                return Err(DecodeError::Binary);
            }
            (text.into_owned(), Encoding::Utf16)
        } else {
            match String::from_utf8(bytes) {
                Ok(mut text) => {
                    if text.starts_with('\u{FEFF}') {
                        text.drain(..'\u{FEFF}'.len_utf8());
                    }
                    (text, Encoding::Utf8)
                }
                Err(error) => {
                    let bytes = error.into_bytes();
                    // These three bytes are letters of Windows-1252.
                    order_mark = &[];
                    if bytes.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count() * 50 > bytes.len() {
                        return Err(DecodeError::Binary);
                    }
                    (encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned(), Encoding::Windows1252)
                }
            }
        };
        if text.trim().is_empty() {
            return Err(DecodeError::Empty);
        }
        let mut file = Self::new(path, text);
        file.encoding = encoding;
        file.order_mark = order_mark;
        Ok(file)
    }

    /// A file at the same path, written in the same encoding, with another text.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        Self { encoding: self.encoding, order_mark: self.order_mark, ..Self::new(self.path.clone(), text) }
    }

    /// The text as bytes, the way those of the file were: [`SourceFile::decode`] undone. None when the encoding lacks one of its characters.
    pub fn encoded(&self) -> Option<Vec<u8>> {
        let mut bytes = self.order_mark.to_vec();
        match self.encoding {
            Encoding::Utf8 => bytes.extend_from_slice(self.text.as_bytes()),
            Encoding::Utf16 if self.order_mark == BIG_ENDIAN => bytes.extend(self.text.encode_utf16().flat_map(u16::to_be_bytes)),
            Encoding::Utf16 => bytes.extend(self.text.encode_utf16().flat_map(u16::to_le_bytes)),
            Encoding::Windows1252 => {
                let (encoded, _, lacking) = encoding_rs::WINDOWS_1252.encode(&self.text);
                if lacking {
                    return None;
                }
                bytes.extend_from_slice(&encoded);
            }
        }
        Some(bytes)
    }

    /// The path as reports show it: relative where the caller gave it so, `/` between parts.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| line_starts(&self.text))
    }

    /// How the bytes were decoded.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// Line that holds the byte at `offset`; base 1.
    pub fn line1(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// Offset of the first byte behind the first `count` lines.
    pub fn end_of_lines(&self, count: usize) -> u32 {
        self.line_starts().get(count).copied().unwrap_or(self.text.len() as u32)
    }

    /// Lines of the first and the last byte of `span`; base 1, both inclusive.
    pub fn lines1(&self, span: Span) -> (u32, u32) {
        let last = if span.is_empty() { span.start } else { span.end - 1 };
        (self.line1(span.start), self.line1(last))
    }

    /// Column of `offset` in its line, counted in characters (Unicode scalar values); base 1.
    pub fn col1_chars(&self, offset: u32) -> u32 {
        let start = self.line_start(offset);
        1 + Span { start, end: offset }.of(&self.text).chars().count() as u32
    }

    /// Column of `offset` in its line, counted in bytes of UTF-8; base 1.
    pub fn col1_bytes(&self, offset: u32) -> u32 {
        1 + offset - self.line_start(offset)
    }

    /// Offset of the first byte of the line that holds the byte at `offset`.
    fn line_start(&self, offset: u32) -> u32 {
        self.line_starts()[self.line1(offset) as usize - 1]
    }

    /// Text of line `line1` (base 1) without its line ending; empty when there is no such line.
    pub fn line_text(&self, line1: u32) -> &str {
        let Some(&start) = (line1 as usize).checked_sub(1).and_then(|i| self.line_starts().get(i)) else { return "" };
        let end = self.line_starts().get(line1 as usize).copied().unwrap_or(self.text.len() as u32);
        Span { start, end }.of(&self.text).trim_end_matches(['\r', '\n'])
    }

    /// Number of lines; a line ending at the very end of the text opens no further line.
    pub fn line_count(&self) -> u32 {
        let last_is_empty = self.line_starts().len() > 1 && self.line_starts().last() == Some(&(self.text.len() as u32));
        (self.line_starts().len() - usize::from(last_is_empty)) as u32
    }
}

/// The folder of a file and its name.
pub fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A path without `.` and without `..` behind a folder.
pub fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().map_or(path.starts_with('/'), |last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let root = if path.starts_with('/') { "/" } else { "" };
    format!("{root}{}", parts.join("/"))
}

/// The path of a document as a file in `folder` names it. `path` is from `here`; both folders are from the root and normal, or empty.
pub fn relative(path: &str, here: &str, folder: &str) -> String {
    let rooted = path.starts_with('/') || here.is_empty();
    let path = if rooted { normal(path) } else { normal(&format!("{here}/{path}")) };
    if path.starts_with('/') != folder.starts_with('/') && !folder.is_empty() {
        return path;
    }
    let parts = |path: &'_ str| path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let (own, other) = (parts(folder), parts(&path));
    let shared = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    // A document beside the folder is named from it, and not by where both lie on this machine.
    if shared == 0 && path.starts_with('/') {
        return path;
    }
    let up = std::iter::repeat_n("..".to_owned(), own.len() - shared);
    up.chain(other[shared..].iter().cloned()).collect::<Vec<_>>().join("/")
}

/// Offsets at which lines begin; LF, CRLF and a lone CR end a line, as in `CommonMark`.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(|&i| bytes[i] == b'\n' || bytes.get(i + 1) != Some(&b'\n'));
    std::iter::once(0).chain(ends.map(|i| i as u32 + 1)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_in_characters() {
        let file = SourceFile::new("a.md", "é=1\r\nzwei\rdrei");
        assert_eq!((file.line1(0), file.col1_chars(2)), (1, 2));
        assert_eq!((file.line_text(2), file.line_text(3), file.line_count()), ("zwei", "drei", 3));
    }

    #[test]
    fn byte_order_marks_and_old_encodings_are_decoded() {
        let utf16: Vec<u8> = [0xFEFF_u16].into_iter().chain("# Tä".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let file = SourceFile::decode("a.md", utf16, 100).expect("UTF-16 with a mark is text");
        assert_eq!((file.text(), file.encoding()), ("# Tä", Encoding::Utf16));
        let file = SourceFile::decode("a.md", b"caf\xe9 \x93x\x94".to_vec(), 100).expect("Windows-1252 is text");
        assert_eq!((file.text(), file.encoding()), ("café “x”", Encoding::Windows1252));
        let file = SourceFile::decode("a.md", b"\xef\xbb\xbf# T".to_vec(), 100).expect("UTF-8 with a mark is text");
        assert_eq!(file.text(), "# T");
    }

    #[test]
    fn what_was_decoded_is_encoded_to_the_same_bytes() {
        let little: Vec<u8> = [0xFEFF_u16].into_iter().chain("# T\u{1F469}".encode_utf16()).flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = [0xFEFF_u16].into_iter().chain("# T\u{1F469}".encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let every: Vec<u8> = (1..=255).map(|byte| if byte < 32 { b'x' } else { byte }).collect();
        for bytes in [little, big, every, b"\xef\xbb\xbf\xef\xbb\xbf# T\r\n".to_vec(), b"\xef\xbb\xbf caf\xe9 \x81".to_vec()] {
            let file = SourceFile::decode("a.md", bytes.clone(), 1000).expect("it is text");
            assert_eq!(file.encoded().as_ref(), Some(&bytes), "{:?}", file.text());
        }
        let file = SourceFile::decode("a.md", b"caf\xe9".to_vec(), 100).expect("it is text");
        assert_eq!(file.with_text("\u{2400}".to_owned()).encoded(), None);
    }

    #[test]
    fn binary_empty_and_large_files_are_refused() {
        assert_eq!(SourceFile::decode("a", b"\x89PNG\0\0".to_vec(), 100).err(), Some(DecodeError::Binary));
        assert_eq!(SourceFile::decode("a", b" \n".to_vec(), 100).err(), Some(DecodeError::Empty));
        assert_eq!(SourceFile::decode("a", vec![b'x'; 9], 8).err(), Some(DecodeError::TooLarge { size: 9, limit: 8 }));
    }
}
