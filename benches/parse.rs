//! `Document::parse` and `Tokens::of` over the corpus, against pulldown-cmark reading the same texts alone.
//! Run with `DESIGNVET_SHARED=... cargo bench --bench parse`; without a corpus the samples are read.

use designvet::document::Document;
use designvet::lexicon::Tokens;
use designvet::source::SourceFile;
use pulldown_cmark::{Options, Parser};
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The three are measured in turn, so that a busy machine slows all of them.
const ROUNDS: u32 = 9;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shared = std::env::var_os("DESIGNVET_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus/design-repos");
    let mut files = Vec::new();
    gather(if corpus.is_dir() { &corpus } else { root }, &mut files);
    let bytes: usize = files.iter().map(|file| file.text().len()).sum();

    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let documents: Vec<Document> = files.iter().map(|file| Document::parse(file.text())).collect();
    let (mut alone, mut parse, mut tokens) = (Duration::MAX, Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        fastest(&mut alone, || {
            for file in &files {
                #[expect(clippy::disallowed_methods, reason = "what the reader is measured against")]
                let parser = Parser::new_ext(file.text(), options);
                parser.into_offset_iter().for_each(|event| drop(black_box(event)));
            }
        });
        fastest(&mut parse, || files.iter().for_each(|file| drop(black_box(Document::parse(file.text())))));
        fastest(&mut tokens, || {
            for (file, document) in files.iter().zip(&documents) {
                black_box(Tokens::of(document, file.text()));
            }
        });
    }

    let mut out = std::io::stdout();
    let mut row = |what: &str, time: Duration| {
        let factor = time.as_secs_f64() / alone.as_secs_f64();
        let rate = bytes as f64 / 1e6 / time.as_secs_f64();
        writeln!(out, "{what:<24}{:>8.1} ms{rate:>8.0} MB/s{factor:>7.2} x", time.as_secs_f64() * 1e3).expect("stdout is open");
    };
    row("pulldown-cmark", alone);
    row("Document::parse", parse);
    row("Tokens::of", tokens);
    row("both", parse + tokens);
    writeln!(out, "{} files, {:.1} MB, fastest of {ROUNDS} rounds", files.len(), bytes as f64 / 1e6).expect("stdout is open");
}

fn fastest(so_far: &mut Duration, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    *so_far = start.elapsed().min(*so_far);
}

fn gather(folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target") {
            gather(&path, files);
        } else if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md")) {
            let bytes = std::fs::read(&path).expect("the file was listed");
            files.extend(SourceFile::decode(path.to_string_lossy(), bytes, u64::MAX));
        }
    }
}
