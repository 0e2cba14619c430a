//! What the named rules mean that decide how something is meant: one sentence each, for people who ask why.

use super::{DATA_ELEMENT_RULES, LOCATION_RULES, PROTECTION_RULES, REGULATION_RULES, RETENTION_RULES, THIRD_PARTY_RULES};

/// Facts whose roles are decided by rules of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleFamily {
    /// Kinds of personal data.
    DataElement,
    /// Third parties.
    ThirdParty,
    /// Places.
    Location,
    /// Laws and standards.
    Regulation,
    /// Retention and deletion.
    Retention,
    /// Controls.
    Protection,
}

impl RuleFamily {
    /// Every family.
    pub const ALL: &'static [RuleFamily] =
        &[Self::DataElement, Self::ThirdParty, Self::Location, Self::Regulation, Self::Retention, Self::Protection];

    /// Names of its rules.
    pub fn rules(self) -> &'static [&'static str] {
        match self {
            Self::DataElement => DATA_ELEMENT_RULES,
            Self::ThirdParty => THIRD_PARTY_RULES,
            Self::Location => LOCATION_RULES,
            Self::Regulation => REGULATION_RULES,
            Self::Retention => RETENTION_RULES,
            Self::Protection => PROTECTION_RULES,
        }
    }

    /// What one of its rules means, as a sentence; None for a name that is no rule of the family.
    pub fn meaning(self, rule: &str) -> Option<&'static str> {
        self.meanings().iter().find(|(name, _)| *name == rule).map(|(_, meaning)| *meaning)
    }

    fn meanings(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::DataElement => DATA_ELEMENTS,
            Self::ThirdParty => THIRD_PARTIES,
            Self::Location => LOCATIONS,
            Self::Regulation => REGULATIONS,
            Self::Retention => RETENTION,
            Self::Protection => PROTECTIONS,
        }
    }
}

const DATA_ELEMENTS: &[(&str, &str)] = &[
    ("plain-words", "The words mean this kind of data and nothing else."),
    ("column-of-a-person", "It is a column of a table or record about a person."),
    ("id-of-a-person", "It is a column that points to a person."),
    ("table-of-a-person", "It is a table of what a person has done or said."),
    ("text-of-a-person", "It is the text column of a table of messages, comments or reviews."),
    ("list-of-fields", "It is a name in a table column of names of data, beside at least one other."),
    ("person-before", "A word for a person stands right before it, or behind \u{201c}of\u{201d}."),
    ("beside-other-data", "Other data of persons stands in the same list or row."),
    ("collected-or-kept", "Its sentence says that it is collected, entered, stored or kept."),
    ("health-document", "The document is about health, where these words mean data of patients."),
    ("credential", "It is a token or code that stands for a person."),
    ("keeping-denied", "The sentence says that it is not collected, stored or shared."),
    ("none-of-it", "A \u{201c}no\u{201d} or \u{201c}without\u{201d} stands before it, or before the list it is in."),
    ("out-of-scope-section", "Its section lists what is out of scope."),
    ("left-behind", "It is removed or replaced, or stands in a column of how things were before."),
];

const THIRD_PARTIES: &[(&str, &str)] = &[
    ("struck-out", "The name is struck out."),
    ("decision-column", "Columns of its table tell what was chosen from what was weighed."),
    ("rivals-column", "It stands in a table column of competitors."),
    ("comparison-header", "It heads a column of a table that compares products."),
    ("affiliation", "It stands in brackets behind a person: where that person works."),
    ("sample-value", "It is a value in a sample of data."),
    ("identifier", "It is part of a path, a package, a file name or another identifier."),
    ("section-past", "Its section holds references, a glossary, a history or what was removed."),
    ("section-excluded", "Its section lists what is out of scope; of one release only, it is for later."),
    ("replaced", "The sentence says that it is replaced, removed or not taken (\u{201c}instead of\u{201d}, \u{201c}migrate from\u{201d})."),
    ("negated", "The sentence denies its use."),
    ("section-competitors", "Its section is about competitors."),
    ("rival", "The sentence compares the product with it (\u{201c}unlike\u{201d}, \u{201c}inspired by\u{201d}, \u{201c}-style\u{201d})."),
    ("model", "The sentence takes it as a model (\u{201c}the pattern used by\u{201d}, \u{201c}the semantics of\u{201d})."),
    ("underneath", "Another service is said to be built on it."),
    ("its-terms", "Its terms or policies are spoken of, not its service."),
    ("discussed", "It is a place where people talked about this."),
    ("section-alternatives", "Its section weighs alternatives, and the sentence decides whether it was chosen."),
    ("reasons-column", "It stands in a table column of reasons, which speaks of what was weighed."),
    ("section-future", "Its section is about later releases."),
    ("later", "Words beside it, or its row, say that it comes later."),
    ("section-aside", "Its section is about invented persons, the problem or examples, and no program talks to it there."),
    ("pointer", "It is in the words of a link to something to read."),
    ("team-artifact", "It is where the team keeps its work: a repository, a board, a channel."),
    ("compatible", "Only something compatible with it is asked for, whoever offers it."),
    ("one-of-several", "It is one of several behind an interface, an adapter or a word for all of them."),
    ("example", "It is named as an example (\u{201c}e.g.\u{201d}, \u{201c}such as\u{201d}, \u{201c}like\u{201d})."),
    ("choice", "It is one of several (\u{201c}or\u{201d}), or words beside it say that it is optional."),
    ("section-open", "Its section holds open questions."),
    ("team-tool", "It is what the team plans, draws or talks with, and nothing says that the product does."),
    ("package", "A package of it is a dependency or is imported."),
    ("called-address", "An address of it is called."),
    ("environment", "An environment variable or secret is named after it."),
    ("unnamed", "A recipient without a name; it is one when the sentence or section says that something goes there."),
    ("in-proposal", "A proposal speaks of it, and nothing says that what is proposed sends anything there."),
    ("named-by-column", "It stands in the name column of a table of third parties."),
    ("listed", "It stands in a section or column for third parties, the stack or hosting."),
    ("integration", "The name, or a word beside it, says that the product talks to it."),
    ("labelled", "It fills a place in the design: behind a label and a colon, or alone in a cell."),
    ("bystander", "Everybody knows the name, and nothing says that the product has to do with it."),
    ("mentioned", "It is named, and nothing speaks against its use."),
];

const LOCATIONS: &[(&str, &str)] = &[
    ("region-code", "The code of a region of a cloud or vendor stands there."),
    ("region-in-address", "The code of a region is part of an address."),
    ("environment-region", "It is the region of a test or staging system."),
    ("beside-hosting-word", "A word of hosting stands right behind it (\u{201c}EU region\u{201d}, \u{201c}EU-hosted\u{201d})."),
    ("stored-in", "A verb of storing or hosting puts something there (\u{201c}stored in\u{201d})."),
    ("labelled", "A label such as \u{201c}region\u{201d} or \u{201c}data residency\u{201d} stands before it."),
    ("promised", "The sentence says that data must stay there, or only be there."),
    ("stays-local", "The sentence says that data stays on the device, or does not leave it."),
    ("on-premises", "The product runs on the premises of whoever uses it."),
    ("not-there", "The sentence or section says that data is not there."),
    ("market", "The people who use the product are there; nothing is said of storage."),
];

const REGULATIONS: &[(&str, &str)] = &[
    ("named", "It is named as something to heed."),
    ("named-beside-compliance", "Its abbreviation stands beside words of compliance or other laws."),
    ("rules-of-an-authority", "An authority and a word for its rules are named."),
    ("field-of-law", "A field of law is named, and none of its laws."),
    ("does-not-apply", "The sentence says that it does not apply."),
    ("out-of-scope-section", "Its section lists what is out of scope."),
    ("later", "The section or sentence says that it is to be met later."),
    ("implied-by-its-concepts", "It is not named: the document speaks of what only it asks for."),
    ("implied-by-an-identifier", "It is part of an identifier, and not named in words."),
];

const RETENTION: &[(&str, &str)] = &[
    ("labelled", "A label, row or column named for retention has a time."),
    ("not-stored", "The sentence says that it is never stored, or not kept."),
    ("kept-for-good", "The sentence says that it is kept without end."),
    ("statement-in-sql", "An SQL statement deletes rows by their age."),
    ("period", "A time stands beside a word for retention (\u{201c}30-day retention\u{201d})."),
    ("deleted-after", "A verb of deleting and a time or age go together."),
    ("kept-for", "A verb of keeping and a time go together."),
    ("expires-after", "It expires, or has a time to live."),
    ("deleted-when", "It is deleted when something happens."),
    ("archived-to", "It is moved elsewhere to be kept."),
    ("on-request", "It is deleted when the person asks for it."),
    ("purges-data", "Data is purged; when is not said."),
    ("kept-for-a-purpose", "It is kept for a stated purpose; how long is not said."),
    ("governed", "Something governs how long it is kept; the time is not said here."),
    ("under-its-heading", "A time stands in an item or row under a heading of retention."),
    ("setting", "The name of a setting speaks of retention, and its value is a time."),
];

const PROTECTIONS: &[(&str, &str)] = &[
    ("mechanism", "A mechanism is named."),
    ("mechanism-in-code", "A mechanism is named in code or in an identifier."),
    ("planned", "A mechanism is named, and the section or sentence says that it comes later."),
    ("only-wished-for", "It is asked for, and no mechanism is named."),
    ("denied", "A \u{201c}no\u{201d}, \u{201c}not\u{201d} or \u{201c}without\u{201d} stands before it."),
    ("denied-behind", "Words behind it say that it is not there."),
    ("out-of-scope-section", "Its section lists what is out of scope."),
    ("red-flag", "The words themselves say that something is missing or broken."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_one_sentence_and_every_sentence_a_rule() {
        for family in RuleFamily::ALL {
            let meanings = family.meanings();
            for rule in family.rules() {
                let count = meanings.iter().filter(|(name, _)| name == rule).count();
                assert_eq!(count, 1, "`{rule}` of {family:?}");
            }
            for (name, meaning) in meanings {
                assert!(family.rules().contains(name), "`{name}` is no rule of {family:?}");
                assert!(meaning.ends_with('.') && meaning.starts_with(char::is_uppercase) && meaning.len() < 140, "{meaning}");
            }
        }
    }
}
