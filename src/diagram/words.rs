//! Words in the nodes of diagrams, by what they speak of.

use crate::lexicon::Keys;
use std::sync::LazyLock;

/// A list of words or, parted by commas, phrases.
pub(super) type Words = LazyLock<Keys>;

fn set(list: &str) -> Keys {
    list.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Things that hold, move or work on data.
pub(super) static COMPONENTS: Words = LazyLock::new(|| {
    set("\
        actor, adapter, agent, aggregator, ai, alb, analyzer, api, apis, apiserver, app, application, apps, aws, azure, \
        backend, bigquery, blob, blockchain, bot, bridge, broker, browser, bucket, builder, bus, cache, cdn, celery, \
        chain, chromadb, classifier, cli, client, cloud, cloudflare, cluster, collector, component, compute, connector, \
        consumer, container, contract, controller, core, cosmos, crawler, crd, cron, daemon, data, database, datastore, \
        db, device, django, docker, dynamodb, ec2, elasticsearch, embedding, encoder, engine, executor, exporter, \
        express, extension, extractor, fastapi, fetcher, filesystem, firebase, firestore, flask, frontend, function, \
        gateway, gpu, grpc, handler, host, http, https, hub, idp, index, indexer, ingest, ingestion, ingress, interface, \
        kafka, job, kernel, kubelet, kubernetes, lambda, layer, ledger, library, listener, llm, loadbalancer, loader, \
        localstorage, logger, logs, manager, mcp, memory, microservice, middleware, minio, mobile, model, module, mongo, \
        mongodb, mysql, nat, neo4j, network, nginx, node, notifier, oauth, openai, operator, orchestrator, orm, parser, \
        payload, peer, persistence, pinecone, pipeline, platform, plugin, pod, postgres, postgresql, process, processor, \
        producer, prometheus, provider, proxy, publisher, pubsub, qdrant, queue, rabbitmq, rds, react, receiver, redis, \
        registry, relay, replica, repository, resolver, rest, route, router, rpc, runtime, s3, saas, sandbox, scanner, \
        scheduler, schema, sdk, sender, sensor, server, serverless, service, session, shard, sidecar, sink, smart, \
        socket, source, spa, sql, sqlite, sqs, stellar, storage, store, stream, stripe, subgraph, subscriber, subsystem, \
        supabase, switch, system, table, tcp, telemetry, tls, tool, topic, transformer, vault, vector, vercel, vm, \
        volume, vpc, wallet, watcher, web, webapp, webhook, websocket, worker, ws")
});

/// Screens, their parts, and what people do with them.
pub(super) static SCREENS: Words = LazyLock::new(|| {
    set("\
        banner, button, cancel, card, carousel, choose, chooses, click, clicks, confirm, confirmation, drawer, dropdown, \
        footer, form, header, hero, home, homepage, icon, landing, link, login, logo, logout, menu, modal, nav, navbar, \
        navigation, onboarding, page, pages, panel, popup, press, profile, screen, scroll, search, see, sees, select, \
        selects, settings, sidebar, signup, splash, submit, swipe, tab, tabs, tap, taps, toast, toolbar, view, views, \
        visit, visits, widget, wizard")
});

/// Words that open a step of a person at a screen.
pub(super) static STEPS: Words = LazyLock::new(|| {
    set("\
        browse, browses, choose, chooses, click, clicks, enter, enters, fill, fills, go, log, login, logs, \
        open, opens, register, registers, see, sees, select, selects, sign, submit, submits, tap, taps, user, view, \
        views, visit, visitor")
});

/// States of a thing, as whole labels.
pub(super) static STATES: Words = LazyLock::new(|| {
    set("\
        accepted, active, approved, archived, assigned, available, blocked, booked, canceled, cancelled, claimed, \
        closed, closing, committed, complete, completed, confirmed, connected, connecting, created, deleted, delivered, \
        disabled, disconnected, dispatched, done, draft, dropped, enabled, ended, error, executed, executing, expired, \
        failed, finished, funded, idle, in progress, in review, in_progress, inactive, initializing, loading, locked, \
        new, offline, on trip, online, open, opened, paid, paused, pending, planned, playing, processing, published, \
        queued, ready, received, refunded, rejected, released, requested, resolved, retired, retrying, revoked, running, \
        scheduled, sent, settled, shipped, started, starting, stopped, stopping, submitted, succeeded, success, \
        suspended, terminated, under review, unlocked, updated, validated, verified, waiting, withdrawn")
});

/// Steps and places of building, testing and releasing software, and of planning work.
pub(super) static DELIVERY: Words = LazyLock::new(|| {
    set("\
        branch, build, ci, commit, deploy, deployment, develop, e2e, feature, hotfix, integration, lint, main, master, \
        merge, milestone, phase, pr, prod, production, push, release, sprint, staging, test, tests, unit, week")
});

/// Verbs of data that goes from one part to another.
pub(super) static TRANSFERS: Words = LazyLock::new(|| {
    set("\
        calls, enqueues, fetches, forwards, inserts, invokes, loads, passes, persists, polls, posts, publishes, pulls, \
        pushes, queries, reads, receives, replies, requests, responds, returns, routes, saves, sends, stores, streams, \
        submits, takes, uploads, writes")
});

/// Things in which data rests.
pub(super) static STORES: Words = LazyLock::new(|| {
    set("\
        bigquery, blob, bucket, cache, cassandra, chromadb, clickhouse, database, datastore, db, disk, dynamodb, \
        elasticsearch, etcd, filesystem, firestore, keystore, kafka, lake, ledger, localstorage, mariadb, memcached, minio, \
        mongo, mongodb, mysql, neo4j, opensearch, pinecone, postgres, postgresql, qdrant, queue, rabbitmq, rds, \
        redis, redshift, s3, snowflake, sqlite, sqs, storage, store, table, topic, vault, volume, warehouse, \
        weaviate")
});

/// Things that work on data: beside the name of a store they say that the store itself is not meant.
pub(super) static RUNNERS: Words = LazyLock::new(|| {
    set("\
        adapter, agent, api, app, backend, builder, client, connector, consumer, controller, cron, daemon, driver, engine, \
        exporter, function, gateway, handler, importer, job, lambda, layer, listener, loader, manager, migration, module, \
        operator, pipeline, plugin, poller, process, processor, producer, provider, proxy, publisher, reader, reconciler, router, \
        scheduler, sdk, server, service, sidecar, stream, subscriber, sync, task, watcher, worker, writer")
});

/// People by what they do.
pub(super) static PEOPLE: Words = LazyLock::new(|| {
    set("\
        admin, administrator, analyst, applicant, attacker, auditor, author, buyer, citizen, clinician, customer, \
        developer, doctor, editor, employee, engineer, guest, human, maintainer, member, nurse, officer, owner, patient, person, \
        physician, reviewer, seller, student, teacher, tester, user, viewer, visitor")
});
