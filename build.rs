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
    let mut files: Vec<_> =
        fs::read_dir(FOLDER).expect("the checklists are there").map(|entry| entry.expect("a folder can be read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "toml"));
    for path in files {
        let text = fs::read_to_string(&path).expect("a checklist is text");
        let packed = packs::pack(&text).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
        let name = path.with_extension("packed");
        write(name.file_name().expect("a file has a name").as_ref(), &packed);
    }
    let table = |name: &str| -> &'static str {
        let path = format!("{FOLDER}/lexicon/{name}.tsv");
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}")).leak()
    };
    let mut packer = Packer::default();
    tables::read(table).pack(&mut packer);
    write("lexicon.text".as_ref(), packer.text.as_bytes());
    write("lexicon.packed".as_ref(), &packer.bytes);
}
