//! Packs the built-in checklists and the lexicon, so that no start of the program parses them: `src/toml_reader/packed.rs` and
//! `src/terms.rs` read them back. What cannot be read is an error of the build.

#![expect(dead_code, reason = "of what is shared with the program, the build script uses a part")]

#[path = "src/packed.rs"]
mod packed;
#[path = "build/packs.rs"]
mod packs;
#[path = "build/tables.rs"]
mod tables;
#[path = "src/text.rs"]
mod text;
#[path = "src/toml_reader/tree.rs"]
mod tree;

#[path = "src/lexicon"]
mod lexicon {
    mod bits;
    mod phrases;
    mod scan;
    mod word;

    pub use bits::Bits;
    pub use phrases::{PhraseTable, Phrases};
    pub use word::{ByKey, word_hash};
}

#[path = "src/terms"]
mod terms {
    mod alias;
    mod builtin;
    mod control;
    mod element;
    mod items;
    mod place;
    mod regulation;
    mod vendor;

    pub use alias::{Alias, AliasRows, AliasRule, ControlPart, TERMS_FROM, Term};
    pub use builtin::Builtin;
    pub use control::{Beside, Control, Sense};
    pub use element::{DataElement, Sensitivity};
    pub use items::Items;
    pub use place::{Place, PlaceKind};
    pub use regulation::Regulation;
    pub use vendor::{Receives, Recipient, Technology, Vendor, VendorKind};
}

use packed::{Packed, Packer};
use std::collections::BTreeSet;
use std::path::Path;
use std::{env, fs};

const FOLDER: &str = "checklists";

fn main() {
    for input in [FOLDER, "build", "src/lexicon", "src/terms", "src/packed.rs", "src/text.rs", "src/toml_reader/tree.rs"] {
        println!("cargo::rerun-if-changed={input}");
    }
    let out = env::var("OUT_DIR").expect("cargo names a folder for what is built");
    let write = |name: &Path, bytes: &[u8]| {
        fs::write(Path::new(&out).join(name), bytes).expect("the folder for what is built can be written");
    };
    let names = listed();
    for name in &names {
        let path = format!("{FOLDER}/{name}.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let packed = packs::pack(&text).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        write(format!("{name}.packed").as_ref(), &packed);
    }
    write("packs.rs".as_ref(), sources(&names).as_bytes());
    let table = |name: &str| -> &'static str {
        let path = format!("{FOLDER}/lexicon/{name}.tsv");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")).leak()
    };
    let mut packer = Packer::default();
    tables::read(table).pack(&mut packer);
    write("lexicon.text".as_ref(), packer.text.as_bytes());
    write("lexicon.packed".as_ref(), &packer.bytes);
}

/// Names of the packs in loading order; the folder holds these and no others.
fn listed() -> Vec<String> {
    let list = fs::read_to_string(format!("{FOLDER}/packs.list")).expect("the list of packs is there");
    let names: Vec<String> =
        list.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect();
    let files = fs::read_dir(FOLDER).expect("the checklists are there").map(|entry| entry.expect("a folder can be read").path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let files: BTreeSet<String> = files.filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned())).collect();
    assert_eq!(files, names.iter().cloned().collect(), "checklists/packs.list names each pack of its folder");
    names
}

/// Path, text and packed tree of each pack, as an array in Rust.
fn sources(names: &[String]) -> String {
    let one = |name: &String| {
        let path = format!("{FOLDER}/{name}.toml");
        format!(
            "({path:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{path}\")), include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{name}.packed\")) as &[u8]),\n"
        )
    };
    format!("[\n{}]\n", names.iter().map(one).collect::<String>())
}
