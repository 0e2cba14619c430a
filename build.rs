//! Packs the trees of the built-in checklists, so that no start of the program parses their TOML; `src/toml_reader/packed.rs` reads them.

#[path = "src/toml_reader/tree.rs"]
mod tree;

use std::path::Path;
use std::{env, fs};
use tree::{Entries, Placed, Value};

const FOLDER: &str = "checklists";

fn main() {
    println!("cargo::rerun-if-changed={FOLDER}");
    println!("cargo::rerun-if-changed=src/toml_reader/tree.rs");
    let out = env::var("OUT_DIR").expect("cargo names a folder for what is built");
    let mut files: Vec<_> =
        fs::read_dir(FOLDER).expect("the checklists are there").map(|entry| entry.expect("a folder can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    for path in files {
        let text = fs::read_to_string(&path).expect("a checklist is text");
        let (entries, faults) = tree::parse(&text);
        assert!(faults.is_empty(), "{}: {}", path.display(), faults[0].value);
        let mut packer = Packer { text: &text, packed: Vec::new(), start: 0 };
        packer.entries(&entries);
        let name = path.with_extension("packed");
        let target = Path::new(&out).join(name.file_name().expect("a file has a name"));
        fs::write(target, packer.packed).expect("the folder for what is built can be written");
    }
}

struct Packer<'t> {
    text: &'t str,
    packed: Vec<u8>,
    /// Where the value before begins.
    start: usize,
}

impl Packer<'_> {
    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.packed.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.packed.push(number as u8);
    }

    fn head<T>(&mut self, tag: u8, given: &Placed<T>) {
        self.packed.push(tag);
        let step = if given.start >= self.start { 2 * (given.start - self.start) } else { 2 * (self.start - given.start) + 1 };
        self.number(step);
        self.number(given.end - given.start);
        self.start = given.start;
    }

    fn words<T>(&mut self, words: &str, given: &Placed<T>) {
        let written = |quotes: &usize| self.text.get(given.start + quotes..given.end.saturating_sub(*quotes)) == Some(words);
        if let Some(quotes) = [0, 1, 3].iter().find(|quotes| written(quotes)) {
            self.head(*quotes as u8, given);
        } else {
            self.head(b's', given);
            self.number(words.len());
            self.packed.extend_from_slice(words.as_bytes());
        }
    }

    fn entries(&mut self, entries: &Entries) {
        self.number(entries.len());
        for (key, value) in entries {
            self.words(&key.value, key);
            self.value(value);
        }
    }

    fn value(&mut self, given: &Placed<Value>) {
        match &given.value {
            Value::Text(words) => self.words(words, given),
            Value::Number(Some(number)) => {
                self.head(b'n', given);
                self.number(usize::try_from(*number).expect("numbers of checklists are small"));
            }
            Value::Bool(is) => {
                self.head(b'b', given);
                self.number(usize::from(*is));
            }
            Value::List(items) => {
                self.head(b'l', given);
                self.number(items.len());
                for item in items {
                    self.value(item);
                }
            }
            Value::Table(entries) => {
                self.head(b't', given);
                self.entries(entries);
            }
            Value::Number(None) | Value::Date => panic!("a checklist holds a number or date that nothing reads"),
        }
    }
}
