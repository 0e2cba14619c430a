//! What was said and a document denies: a question it answers with no, what somebody cannot do, and what is for some only.

use super::claim::{Claim, Claims, refused};
use super::heard::{Heard, has, words_of};
use super::{Walkthrough, otherwise};
use crate::discrepancy::Discrepancy;
use std::collections::BTreeSet;

/// Words of a claim that denies something.
const DENIES: &[&str] = &["can't", "cannot", "can not", "must not", "may not", "never", "not allowed", "no access", "nothing", "nobody"];
/// Words of a claim that leaves all others out.
const BOUNDS: &[&str] = &["only", "nothing but", "nobody else", "no one else"];
/// Words of a statement that takes all in.
const WIDENS: &[&str] = &["all", "every", "any", "other", "others", "everybody", "everyone", "whole"];

/// Numbers by which a question asks of several.
const NUMBERS: &[&str] = &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty"];

/// Share of what is denied that a statement has to say, by weight.
const SAID: f32 = 0.6;
/// The same where both speak of one subject.
const SAID_OF_ONE: f32 = 0.5;

pub(super) fn compare(walkthrough: Walkthrough<'_>, claims: &Claims, heard: &Heard<'_>) -> Option<Discrepancy> {
    if !heard.affirms() {
        return None;
    }
    let all = heard.all_words();
    let share = |words: &BTreeSet<String>| {
        let weight = |words: &mut dyn Iterator<Item = &String>| words.map(|word| claims.weight(word)).sum::<f32>();
        let shared = words.intersection(&all).count();
        (weight(&mut words.intersection(&all)) / weight(&mut words.iter()).max(0.1), shared, words.intersection(&heard.words).count())
    };
    let denied = |claim: &&Claim| -> Option<f32> {
        if let Some(mark) = refused(&claim.lower) {
            let question = &claim.lower[..mark];
            let (part, shared, own) = share(&words_of(question).into_iter().collect());
            // "Two coaches for one runner?" asks of two.
            let number = question.split(|c: char| !c.is_alphanumeric()).find(|word| NUMBERS.contains(word) || word.parse::<u32>().is_ok());
            let counts = number.is_none_or(|number| heard.has(&[number]));
            return (part >= SAID && shared >= 2 && own >= 1 && counts).then_some(part);
        }
        let (part, shared, own) = share(&claim.words);
        let of_one = claim.lead.is_some() && claim.lead == heard.subject;
        let names = heard.subject.as_ref().is_some_and(|subject| claim.words.contains(subject));
        let wide = heard.has(WIDENS) && has(&claim.lower, BOUNDS) && names && shared >= 3 && own >= 3;
        let cannot = has(&claim.lower, DENIES) && of_one && part >= SAID_OF_ONE && shared >= 2 && own >= 2;
        (wide || cannot).then_some(part)
    };
    let found = claims.all.iter().filter_map(|claim| Some((denied(&claim)?, claim)));
    let (part, claim) = found.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.span.cmp(&a.1.span)))?;
    Some(otherwise(walkthrough, heard, &[claim], 0.5 + 0.2 * part))
}
