//! HTML read strictly, as a page of ours has to be.

use std::collections::BTreeMap;

/// A tag with its attributes.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The text that follows it, up to the next tag.
    pub text: String,
    /// Names of the elements around it, the outermost first.
    pub around: Vec<String>,
}

const VOID: [&str; 5] = ["meta", "br", "hr", "input", "link"];

/// Every tag that opens, read strictly: a page that is not well formed is a panic that says where.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut rest = page.strip_prefix("<!doctype html>").expect("it is a page");
    let mut open: Vec<String> = Vec::new();
    let mut tags: Vec<Tag> = Vec::new();
    while let Some(at) = rest.find('<') {
        if let Some(tag) = tags.last_mut() {
            tag.text.push_str(&rest[..at]);
        }
        rest = &rest[at + 1..];
        if let Some(closing) = rest.strip_prefix('/') {
            let (name, behind) = closing.split_once('>').expect("a tag ends");
            assert_eq!(open.pop().as_deref(), Some(name), "closed before {:?}", behind.chars().take(80).collect::<String>());
            rest = behind;
            continue;
        }
        let (tag, closed, behind) = tag(rest, &open);
        let name = tag.name.clone();
        rest = behind;
        if ["style", "script"].contains(&name.as_str()) {
            let (_, behind) = rest.split_once(&format!("</{name}>")).expect("it ends");
            rest = behind;
        } else if !closed && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
        tags.push(tag);
    }
    assert!(open.is_empty(), "never closed: {open:?}");
    tags
}

/// A tag behind its bracket, whether it closes itself, and what follows.
fn tag<'p>(text: &'p str, around: &[String]) -> (Tag, bool, &'p str) {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric()).expect("a tag ends");
    let (name, mut rest) = text.split_at(end);
    assert!(!name.is_empty(), "a bracket that is no tag: {:?}", text.chars().take(60).collect::<String>());
    let mut attributes = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        if let Some(behind) = rest.strip_prefix("/>") {
            return (Tag { name: name.to_owned(), attributes, text: String::new(), around: around.to_vec() }, true, behind);
        }
        if let Some(behind) = rest.strip_prefix('>') {
            return (Tag { name: name.to_owned(), attributes, text: String::new(), around: around.to_vec() }, false, behind);
        }
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).expect("a tag ends");
        let (key, behind) = rest.split_at(end);
        assert!(!key.is_empty(), "no attribute: {:?}", rest.chars().take(60).collect::<String>());
        rest = behind;
        let (value, behind) = match rest.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').expect("a value ends"),
            None => ("", rest),
        };
        rest = behind;
        assert!(attributes.insert(key.to_owned(), value.to_owned()).is_none(), "{key} twice");
    }
}

/// Nothing runs and nothing is fetched, and what cannot be nested is not: elements that are known, no handler, no style, no source, links within the page, to the web and to mailboxes.
pub fn assert_inert(tags: &[Tag]) {
    let is_known = |name: &str, known: &str| known.split(' ').any(|one| one == name);
    for tag in tags {
        assert!(
            is_known(
                &tag.name,
                "html head meta title style body a header p nav span div input details summary fieldset legend label small button main section h1 h2 h3 h4 h5 h6 \
                 strong ul ol li table caption thead tbody tr th td svg g line rect path text b article mark pre code blockquote hr br em s sup figure dialog dl dt dd \
                 kbd form script"
            ),
            "{tag:?}"
        );
        for (key, value) in &tag.attributes {
            assert!(
                !key.starts_with("on") && !is_known(key, "style src srcdoc srcset action formaction background poster ping"),
                "{tag:?}"
            );
            let leads = ["#", "https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme));
            assert!(key != "href" || leads, "a link to nowhere: {value}");
        }
        let may_nest = !["a", "mark", "button"].contains(&tag.name.as_str());
        assert!(may_nest || !tag.around.contains(&tag.name), "one in another: {tag:?}");
    }
}
