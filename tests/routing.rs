//! Who else has to look at documents: what calls for a team, whether the documents name it, and the day of the release.

use designvet::check::Availability;
use designvet::checklist::{self, Checklist, Pack};
use designvet::date::Date;
use designvet::document::Document;
use designvet::facts::{EngagementState, Facts};
use designvet::report::{Layout, RouteList, render_route_csv, render_route_json, render_route_markdown, render_route_text};
use designvet::review::{Input, Inputs, Mode, Profile, Review, review};
use designvet::routing::{Routed, Routing, route};
use designvet::rule::RoutingLevel;
use designvet::settings::Settings;
use designvet::source::SourceFile;
use std::sync::{Arc, LazyLock};

static LIST: LazyLock<Checklist> = LazyLock::new(|| loaded(&[]));

fn loaded(own: &[&str]) -> Checklist {
    let mut packs = checklist::builtin();
    packs.extend(own.iter().map(|text| Pack::new("own.toml", *text)));
    let (list, problems) = checklist::load(&packs, &designvet::check::specs());
    assert!(problems.is_empty(), "{problems:?}");
    list
}

fn facts(text: &str) -> Facts {
    let file = SourceFile::new("prd.md", text.to_owned());
    Facts::of(&file, &Document::parse(file.text()), &LIST, None)
}

/// The day of the release that a document names.
fn day(text: &str) -> Option<String> {
    facts(&format!("# PRD: Post\n\n{text}\n")).release.map(|release| release.date.to_string())
}

/// Teams that a document names, and whether they are at work.
fn named(text: &str) -> Vec<(&'static str, EngagementState)> {
    let found = facts(&format!("# PRD: Post\n\n{text}\n")).engagements;
    found.iter().map(|named| (LIST.teams[named.team].id.as_str(), named.state)).collect()
}

/// Review and routing of some documents.
fn routed(list: Checklist, documents: &[(&str, &str)]) -> (Review, Vec<Routing>) {
    let input =
        |(path, text): &(&str, &str)| Input { file: Arc::new(SourceFile::new(*path, *text)), kind: None, fallback: None, profile: 0 };
    let profiles = [Profile { checklist: list, settings: Settings::default(), waivers: None }];
    let files = documents.iter().map(input).collect();
    let review = review(Inputs { files, mode: Mode::Check, available: &|_, _| Availability::Unknown }, &profiles);
    let routings = route(&review, &profiles);
    (review, routings)
}

/// The teams that a design of these sections calls for, with level and triggers.
fn teams_of(sections: &str) -> Vec<(String, RoutingLevel, Vec<String>)> {
    let design = format!("# Post: technical design\n\n{sections}\n");
    let (_, routings) = routed(loaded(&[]), &[("tdd.md", &design)]);
    let triggers = |routed: &Routed| routed.fired.iter().map(|fired| fired.trigger.id.to_string()).collect();
    routings[0].teams.iter().map(|routed| (routed.team.id.to_string(), routed.level, triggers(routed))).collect()
}

fn level_of(sections: &str, team: &str) -> Option<RoutingLevel> {
    teams_of(sections).into_iter().find(|(id, ..)| id == team).map(|(_, level, _)| level)
}

#[test]
fn a_day_of_release_is_read_wherever_one_is_named() {
    let named = [
        "---\nrelease-date: 2026-09-01\n---\n",
        "**Target release:** 2026-09-01",
        "**Owner:** Ann | **Launch date:** 1 September 2026",
        "- Launch: September 1, 2026",
        "| Milestone | Day |\n| --- | --- |\n| Pilot | 2026-06-01 |\n| Go-live | 2026-09-01 |",
        "| Status | Release date |\n| --- | --- |\n| draft | 2026-09-01 |",
        "| Market | Launch date |\n| --- | --- |\n| Austria | 2026-09-01 |\n| Italy | 2026-11-01 |",
        "## Timeline\n\n- 2026-09-01 \u{2013} launch in two towns",
        "Everybody gets it when it goes live on 1 September 2026.",
        "General availability is 2026-09-01. The design is frozen on 2026-06-01.",
    ];
    for text in named {
        let front = text.starts_with("---");
        let found = if front { facts(&format!("{text}\n# PRD: Post\n")).release.map(|found| found.date.to_string()) } else { day(text) };
        assert_eq!(found.as_deref(), Some("2026-09-01"), "{text}");
    }
}

#[test]
fn what_is_no_day_of_this_release_is_none() {
    let none = [
        "**Release:** Q3 2026",
        "**Launch date:** September 2026",
        "**Launch date:** launch + 30 days",
        "**Launch date:** TBD",
        "**Last updated:** 2026-09-01",
        "| Version | Date | Author | Change |\n| --- | --- | --- | --- |\n| 1.0 | 2026-01-05 | Ann | Release |",
        "| Release | Release date | Changes |\n| --- | --- | --- |\n| 1.0 | 2026-09-01 | the first |",
        "## Change log\n\n- 2026-09-01: launch",
        "The beta launch is on 2026-09-01.",
        "After the launch on 2026-09-01 the old post room closes.",
        "Between the launch and 2026-09-01 or 2026-10-01 nothing is known.",
        "## Competitors\n\nPigeon Post went live on 2024-03-01; the launch was loud.",
        "The workers launch on demand.",
    ];
    for text in none {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn what_a_label_says_goes_before_a_sentence_and_the_first_day_before_later_ones() {
    assert_eq!(day("The launch is on 2026-08-01.\n\n**Release date:** 2026-09-01").as_deref(), Some("2026-09-01"));
    assert_eq!(day("- Public launch: 2026-10-01\n- Launch: 2026-09-01").as_deref(), Some("2026-09-01"));
}

#[test]
fn a_team_is_engaged_where_the_document_says_so() {
    use EngagementState::{Engaged, Planned};
    let cases: &[(&str, &[(&str, EngagementState)])] = &[
        ("Privacy review: PRIV-123", &[("privacy", Engaged)]),
        ("The legal review (LEG-7) is linked.", &[("legal", Engaged)]),
        ("This was reviewed by the DPO in May.", &[("privacy", Engaged)]),
        ("The text was agreed with legal counsel.", &[("legal", Engaged)]),
        ("The vendor risk assessment has been completed.", &[("vendor-security", Engaged)]),
        ("| Reviewer | Area | Date |\n| --- | --- | --- |\n| Ann | Data protection | 2026-05-01 |", &[("privacy", Engaged)]),
        (
            "| Role | Approver |\n| --- | --- |\n| Vendor security | Bo |\n| Compliance | TBD |",
            &[("vendor-security", Engaged), ("compliance", Planned)],
        ),
        ("## Approvals\n\n- Security: Ann\n- Legal: pending", &[("security", Engaged), ("legal", Planned)]),
        ("**Reviewers:** Ann (legal), Bo (privacy)", &[("privacy", Engaged), ("legal", Engaged)]),
        ("**Pentest** \u{2013} booked, outside people, in August", &[("pen-test", Engaged)]),
        ("A penetration test precedes the pilot.", &[("pen-test", Planned)]),
        ("A privacy impact assessment is required before the pilot.", &[("privacy", Planned)]),
        ("The texts will be reviewed by the legal team.", &[("legal", Planned)]),
    ];
    for (text, wanted) in cases {
        assert_eq!(named(text), *wanted, "{text}");
    }
}

#[test]
fn a_team_that_is_only_spoken_of_is_not_engaged() {
    let quiet = [
        "The privacy team uses the export each week.",
        "No penetration test is planned.",
        "A legal review is not required.",
        "Privacy matters to us, and security too.",
        "## Out of scope\n\n- A penetration test",
        "## Personas\n\nThe data protection officer has approved many tools and is tired.",
        "```text\nprivacy review: PRIV-123\n```",
        "| Field | Meaning |\n| --- | --- |\n| legal | a flag |",
    ];
    for text in quiet {
        assert_eq!(named(text), [], "{text}");
    }
    // The number of a requirement is no ticket.
    assert_eq!(named("Privacy review (NFR-3)."), [("privacy", EngagementState::Planned)]);
}

#[test]
fn data_of_persons_calls_for_privacy_and_traces_of_use_let_it_know() {
    let kept = "## Data\n\nWe store the e-mail address and date of birth of each customer.";
    assert_eq!(level_of(kept, "privacy"), Some(RoutingLevel::MustReview));
    let traces = "## Data\n\nWe store the IP address and device id of each customer.";
    assert_eq!(level_of(traces, "privacy"), Some(RoutingLevel::ForAwareness));
    assert_eq!(level_of("## Data\n\nThe cache holds build artifacts by their hash.", "privacy"), None);
    assert_eq!(level_of("## Data\n\nWe never store the e-mail address of a customer.", "privacy"), None);
}

#[test]
fn only_services_in_use_make_vendor_security_look() {
    let used = "## Mail\n\nLetters are sent with Postmark.";
    assert_eq!(level_of(used, "vendor-security"), Some(RoutingLevel::MustReview));
    let later = "## Future work\n\nLetters may be sent with Postmark.";
    assert_eq!(level_of(later, "vendor-security"), Some(RoutingLevel::ForAwareness));
    let rejected = "## Alternatives considered\n\nWe looked at Postmark and decided against it.";
    assert_eq!(level_of(rejected, "vendor-security"), None);
}

#[test]
fn an_approved_vendor_is_known_and_still_shares_data() {
    let design = "# Post: technical design\n\n## Mail\n\nLetters are sent with Postmark to the e-mail address of each customer.\n";
    let list = loaded(&["schema = 1\n[lexicon]\napproved-vendors = [\"Postmark\"]\n"]);
    let (_, routings) = routed(list, &[("tdd.md", design)]);
    let team = |id: &str| routings[0].teams.iter().find(|routed| routed.team.id.as_str() == id).expect("it is called");
    assert_eq!(team("vendor-security").level, RoutingLevel::ForAwareness);
    assert!(team("privacy").fired.iter().any(|fired| fired.trigger.id == "privacy-sharing"));
}

#[test]
fn places_laws_and_retention_call_for_compliance() {
    for text in [
        "Data is stored in eu-central-1.",
        "The product has to comply with HIPAA.",
        "We store the e-mail address and date of birth of each customer.\n\nLogs are kept for 30 days.",
    ] {
        assert_eq!(level_of(&format!("## Data\n\n{text}"), "compliance"), Some(RoutingLevel::MustReview), "{text}");
    }
    assert_eq!(level_of("## Data\n\nBuild artifacts are deleted after 30 days.", "compliance"), Some(RoutingLevel::ForAwareness));
}

#[test]
fn a_design_always_calls_for_security_and_a_product_document_when_it_speaks_of_protection() {
    assert_eq!(
        teams_of("## Data\n\nThe cache holds build artifacts."),
        [("security".to_owned(), RoutingLevel::MustReview, vec!["security-design".to_owned()])]
    );
    let product = |text: &str| {
        let text = format!("# PRD: Post\n\n## Goals\n\nLetters arrive.\n\n## Requirements\n\n- {text}\n");
        routed(loaded(&[]), &[("prd.md", &text)]).1[0].teams.iter().any(|routed| routed.team.id.as_str() == "security")
    };
    assert!(product("People must sign in with OAuth 2.0."));
    assert!(!product("Letters must be sorted by street."));
}

#[test]
fn other_teams_are_called_by_their_names_alone() {
    assert_eq!(level_of("## Checks\n\nA penetration test is planned before the launch.", "pen-test"), Some(RoutingLevel::MustReview));
    assert_eq!(level_of("## Pages\n\nAll pages must meet WCAG 2.2 AA.", "accessibility"), Some(RoutingLevel::ForAwareness));
    for team in ["pen-test", "legal", "fraud", "safety", "accessibility", "incident-response"] {
        assert_eq!(level_of("## Payments\n\nCards are charged with Stripe; fraud is a risk, and safety first.", team), None, "{team}");
    }
}

#[test]
fn a_team_is_told_its_days_before_the_release_and_late_only_when_nobody_knows() {
    let product = "# PRD: Post\n\n**Launch date:** 2026-09-01\n\n## Reviewers\n\n- Legal: Ann\n\n## Requirements\n\n\
        - FR-1: A customer must register with e-mail address and name.\n";
    let (_, routings) = routed(loaded(&["schema = 1\n[[team]]\nid = \"privacy\"\nlead-days = 10\n"]), &[("prd.md", product)]);
    let team = |id: &str| routings[0].teams.iter().find(|routed| routed.team.id.as_str() == id).expect("it is called");
    let today = |text: &str| Date::parse(text).expect("it is a day");
    assert_eq!(team("privacy").due, Some(today("2026-08-22")));
    assert_eq!(team("privacy").late(today("2026-08-22")), None);
    assert_eq!(team("privacy").late(today("2026-09-03")), Some(12));
    assert_eq!(team("legal").late(today("2026-09-03")), None, "it is at work");
}

#[test]
fn without_a_day_of_release_nothing_is_due_and_nothing_late() {
    let (_, routings) = routed(loaded(&[]), &[("tdd.md", "# Post: technical design\n\n## Data\n\nWe store names of customers.\n")]);
    assert_eq!(routings[0].release, None);
    for routed in &routings[0].teams {
        assert_eq!((routed.due, routed.late(Date::parse("2099-01-01").expect("a day"))), (None, None));
    }
}

#[test]
fn what_something_took_the_place_of_calls_for_nobody() {
    let text =
        "---\nstatus: superseded\n---\n# Post: technical design\n\n## Data\n\nWe store e-mail addresses of customers in eu-central-1.\n";
    assert!(routed(loaded(&[]), &[("tdd.md", text)]).1.is_empty());
}

#[test]
fn a_trigger_of_a_company_calls_for_its_own_team_and_one_switched_off_for_none() {
    let own = "schema = 1\n[[team]]\nid = \"post-room\"\nname = \"Post room\"\n\
        [[trigger]]\nid = \"post-room-streets\"\nteam = \"post-room\"\nlevel = \"for-awareness\"\nfacts = [\"data-element:contact.postal_address\"]\nreason = \"They know the streets.\"\n\
        [[trigger]]\nid = \"security-design\"\nenabled = false\n";
    let design = "# Post: technical design\n\n## Data\n\nWe store the postal address of each customer.\n";
    let (_, routings) = routed(loaded(&[own]), &[("tdd.md", design)]);
    let ids: Vec<&str> = routings[0].teams.iter().map(|routed| routed.team.id.as_str()).collect();
    assert_eq!(ids, ["privacy", "post-room"]);
}

#[test]
fn each_place_holds_its_words_and_is_counted_once() {
    let design = "# Post: technical design\n\n## Data\n\nThe e-mail address of a customer is stored; the e-mail address is unique.\n\n\
        Each e-mail address of a customer is confirmed.\n";
    let (review, routings) = routed(loaded(&[]), &[("tdd.md", design)]);
    let privacy = routings[0].teams.iter().find(|routed| routed.team.id.as_str() == "privacy").expect("it is called");
    let fired = &privacy.fired[0];
    assert_eq!(fired.mentions, 3);
    let words: Vec<&str> = fired.places.iter().map(|label| review.text(label)).collect();
    assert_eq!(words, ["e-mail address", "e-mail address"], "a line is shown once");
}

#[test]
fn the_order_of_files_changes_no_byte() {
    let product =
        "# PRD: Post\n\n**Launch date:** 2026-09-01\n\n## Requirements\n\n- FR-1: A customer must register with e-mail address.\n";
    let design = "# Post: technical design\n\nAnswers [the requirements](prd.md).\n\n## Mail\n\nLetters are sent with Postmark.\n";
    let other = "# Barn: technical design\n\n## Data\n\nCows are counted; nothing is kept.\n";
    let mut documents = vec![("a/prd.md", product), ("a/tdd.md", design), ("b/tdd.md", other)];
    let first = bytes(&documents);
    for _ in 0..documents.len() {
        documents.rotate_left(1);
        assert!(bytes(&documents) == first);
    }
    documents.reverse();
    assert!(bytes(&documents) == first);
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let product = "# Search PRD\n\n## Requirements\n\n- FR-1: A customer must register with e-mail address.\n";
    let design =
        "# Search: technical design\n\nAnswers [the requirements](../prds/search.md).\n\n## Mail\n\nLetters are sent with Postmark.\n";
    let (review, routings) = routed(loaded(&[]), &[("designs/search.md", design), ("prds/search.md", product)]);
    let list = RouteList { review: &review, routings: &routings, today: None };
    let mut out = Vec::new();
    render_route_text(&list, Layout::default(), &mut out).expect("a vector takes every byte");
    let text = String::from_utf8(out).expect("it is UTF-8");
    assert!(text.contains(" prds/search.md:5:") && text.contains(" designs/search.md:1:3"), "{text}");
}

fn bytes(documents: &[(&str, &str)]) -> Vec<u8> {
    let (review, routings) = routed(loaded(&[]), documents);
    assert_eq!(routings.len(), 2, "one pair and one design alone");
    let list = RouteList { review: &review, routings: &routings, today: None };
    let mut out = Vec::new();
    render_route_text(&list, Layout::default(), &mut out).expect("a vector takes every byte");
    render_route_markdown(&list, Layout::default(), &mut out).expect("a vector takes every byte");
    render_route_csv(&list, &mut out).expect("a vector takes every byte");
    render_route_json(&list, &mut out).expect("a vector takes every byte");
    out
}

#[test]
fn every_trigger_calls_for_a_team_with_days_and_needs() {
    for team in &LIST.teams {
        assert!(!team.name.is_empty() && !team.needs.is_empty() && (1..=60).contains(&team.lead_days), "{}", team.id);
        assert!(team.contact.is_empty() && team.intake.is_empty(), "{}: whom to write to is a company's to say", team.id);
        assert!(LIST.triggers.iter().any(|trigger| trigger.team == team.id), "nothing calls for {}", team.id);
    }
    for trigger in &LIST.triggers {
        assert!(trigger.reason.ends_with('.') && !trigger.facts.is_empty(), "{}", trigger.id);
        let team = LIST.teams.iter().find(|team| team.id == trigger.team);
        assert!(team.is_some(), "{}", trigger.id);
    }
}

#[test]
fn a_team_that_was_not_told_in_time_fails_a_run_while_the_release_is_ahead() {
    // Vendor security has to know by 2026-08-02, and the release is on 2026-09-01.
    for (today, exit) in [("2026-08-02", 0), ("2026-08-03", 1), ("2026-09-01", 1), ("2026-09-02", 0)] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_designvet"));
        let run = command.args(["route", "tests/cmd/route.in/plain", "--fail-late", "--today", today]).output().expect("it can be started");
        assert_eq!(run.status.code(), Some(exit), "on {today}");
    }
}
