//! The words of a node to what it stands for.

use super::NodeKind;
use std::collections::HashSet;
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split(',').map(str::trim).collect()
}

/// Words that name people, as the last word of a label.
static PEOPLE: Words = LazyLock::new(|| {
    set("\
        admin, administrator, agent, analyst, applicant, approver, assistant, attacker, auditor, author, borrower, buyer, candidate, \
        caregiver, citizen, clinician, contributor, customer, dev, developer, doctor, donor, driver, editor, employee, engineer, \
        expert, guest, guardian, human, investor, lender, maintainer, manager, member, merchant, moderator, nurse, operator, owner, \
        parent, passenger, patient, payee, payer, people, person, physician, player, recruiter, reviewer, rider, seller, shopper, \
        staff, student, subscriber, supervisor, supplier, teacher, team, tenant, tester, user, viewer, visitor")
});

/// Such words that also name programs: they need a label of their own or a word for people before them.
static ALSO_PROGRAMS: Words = LazyLock::new(|| {
    set(
        "agent, assistant, author, dev, driver, editor, engineer, expert, guardian, manager, member, operator, owner, parent, player, reviewer, \
         subscriber, supervisor, team, tenant, tester, viewer",
    )
});

/// Things in which data rests.
static STORES: Words = LazyLock::new(|| {
    set("\
        archive, bigquery, blob, bucket, cache, cassandra, chromadb, clickhouse, cockroachdb, cosmosdb, database, datalake, datastore, \
        db, dynamodb, elasticache, elasticsearch, filesystem, firestore, indexeddb, kafka, keychain, kinesis, ledger, localstorage, \
        mariadb, memcached, minio, mongo, mongodb, mysql, neo4j, opensearch, oracle, pinecone, postgres, postgresql, pubsub, qdrant, \
        queue, rabbitmq, rds, redis, redshift, repository, s3, snowflake, sql, sqlite, sqs, storage, store, table, topic, vault, \
        warehouse, weaviate")
});

/// Last words of labels that speak of a store and yet name something that runs: "Redis client", "Queue worker".
static RUNNERS: Words = LazyLock::new(|| {
    set("\
        adapter, api, app, backend, builder, client, cli, connector, consumer, controller, driver, exporter, frontend, gateway, \
        handler, importer, indexer, job, layer, listener, loader, manager, middleware, migrator, monitor, mover, plugin, poller, process, processor, \
        producer, provider, proxy, publisher, reader, router, scanner, sdk, server, service, subscriber, sync, tool, ui, web, \
        worker, writer")
});

/// Words for what lies outside.
static OUTSIDE: Words =
    LazyLock::new(|| set("3rd-party, external, internet, partner, partners, third-party, thirdparty, vendor, vendors, outside"));

/// What the words of a label say; a process when they say nothing.
pub(super) fn of(label: &str) -> NodeKind {
    let mut words = Vec::new();
    let head = label.split(['(', ':', '[', '{']).next().filter(|head| head.chars().any(char::is_alphabetic)).unwrap_or(label);
    for word in head.split(|c: char| !c.is_alphanumeric() && c != '-').take(24) {
        let word = word.trim_matches('-');
        if !word.is_empty() {
            words.push(word.to_lowercase());
        }
    }
    let behind = label.strip_prefix(head).unwrap_or_default().to_lowercase();
    let is_in = |list: &Words, word: &str| list.contains(word) || word.strip_suffix('s').is_some_and(|one| list.contains(one));
    let Some(last) = words.last() else { return NodeKind::Process };
    let outside = words.iter().any(|word| OUTSIDE.contains(word.as_str())) || label.to_lowercase().contains("third party");
    if is_in(&PEOPLE, last) && words.len() <= 4 && (!is_in(&ALSO_PROGRAMS, last) || words.len() == 1 && is_person_alone(last)) {
        return NodeKind::Person;
    }
    if outside {
        return NodeKind::External;
    }
    let runs = is_in(&RUNNERS, last);
    if !runs && words.iter().rev().take(2).any(|word| is_in(&STORES, word) || word.len() > 3 && word.ends_with("db")) {
        return NodeKind::Store;
    }
    // "Orders (table)", "Sessions (Redis)".
    let inner = behind.strip_prefix('(').and_then(|rest| rest.split(')').next()).filter(|inner| !inner.contains([',', '+']));
    let stored = inner.and_then(|inner| inner.split(|c: char| !c.is_alphanumeric()).next_back()).is_some_and(|word| is_in(&STORES, word));
    if stored && !runs { NodeKind::Store } else { NodeKind::Process }
}

/// "Operator" by itself is a person, "Agent" by itself is mostly a program.
fn is_person_alone(word: &str) -> bool {
    !matches!(word, "agent" | "assistant" | "editor" | "manager" | "player" | "viewer" | "parent" | "agents" | "supervisor" | "subscriber")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_a_node_is() {
        for (label, kind) in [
            ("End user", NodeKind::Person),
            ("User", NodeKind::Person),
            ("User service", NodeKind::Process),
            ("Orders DB", NodeKind::Store),
            ("PostgreSQL (Neon)", NodeKind::Store),
            ("Redis client", NodeKind::Process),
            ("S3 bucket", NodeKind::Store),
            ("External payment API", NodeKind::External),
            ("Task manager", NodeKind::Process),
            ("API gateway", NodeKind::Process),
            ("", NodeKind::Process),
        ] {
            assert_eq!(of(label), kind, "{label}");
        }
    }
}
