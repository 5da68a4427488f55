-- SPDX-FileCopyrightText: 2026 The connectpsp authors
-- SPDX-License-Identifier: BSL-1.0
--
-- Schema 1, for SQLite 3.37 or later. Times are microseconds since 1970 in UTC, by the clock of the database.
-- Amounts are centavos. A migration adds and never removes, so that a worker of the version before
-- can go on meanwhile.

CREATE TABLE meta (
    one                  INTEGER PRIMARY KEY CHECK (one = 1),
    schema_version       INTEGER NOT NULL,
    least_worker_version INTEGER NOT NULL,
    paused               INTEGER NOT NULL DEFAULT 0,
    paused_because       TEXT,
    suspect_since        INTEGER
) STRICT;

CREATE TABLE orders (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    merchant       TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    amount         INTEGER NOT NULL CHECK (amount > 0),
    request        TEXT NOT NULL, -- the payout's body, without a key
    reference      TEXT NOT NULL,
    generation     INTEGER NOT NULL DEFAULT 1,
    state          TEXT NOT NULL CHECK (state IN ('due', 'sending', 'unknown', 'accepted', 'completed',
                       'failed', 'cancelled', 'refunded', 'refused', 'held')),
    claimed_from   TEXT,
    transaction_id TEXT,
    end_to_end_id  TEXT,
    gateway_status TEXT,
    next_try       INTEGER NOT NULL,
    tries          INTEGER NOT NULL DEFAULT 0,
    held_because   TEXT,
    fence          INTEGER NOT NULL DEFAULT 0,
    holder         TEXT,
    lease_until    INTEGER NOT NULL DEFAULT 0,
    created_at     INTEGER NOT NULL,
    settled_at     INTEGER,
    UNIQUE (merchant, order_id, generation),
    UNIQUE (merchant, reference)
) STRICT;
CREATE UNIQUE INDEX orders_transaction ON orders (merchant, transaction_id)
    WHERE transaction_id IS NOT NULL;
CREATE INDEX orders_due ON orders (merchant, next_try) WHERE state IN ('due', 'unknown');
CREATE INDEX orders_leased ON orders (merchant, lease_until) WHERE state = 'sending';
CREATE INDEX orders_open ON orders (merchant, state, created_at)
    WHERE state IN ('sending', 'unknown', 'accepted', 'held');

CREATE TABLE attempts (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    order_row       INTEGER NOT NULL REFERENCES orders (id),
    number          INTEGER NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    line            TEXT NOT NULL, -- what save_attempt() wrote
    state           TEXT NOT NULL CHECK (state IN ('open', 'receipt', 'refused', 'superseded')),
    sends           INTEGER NOT NULL DEFAULT 0,
    first_sent_at   INTEGER,
    last_sent_at    INTEGER,
    last_code       TEXT,
    remedy          TEXT,
    outcome_unknown INTEGER NOT NULL DEFAULT 0,
    http_status     INTEGER,
    UNIQUE (order_row, number)
) STRICT;
CREATE UNIQUE INDEX attempts_open ON attempts (order_row) WHERE state = 'open';

CREATE TABLE events (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    merchant       TEXT NOT NULL,
    dedupe_key     TEXT NOT NULL,
    type           TEXT NOT NULL,
    event_time     INTEGER,
    received_at    INTEGER NOT NULL,
    delivery_id    TEXT NOT NULL,
    transaction_id TEXT,
    reference      TEXT,
    status         TEXT,
    amount         INTEGER,
    body           TEXT NOT NULL,
    verdict        TEXT,
    applied_at     INTEGER,
    UNIQUE (merchant, dedupe_key)
) STRICT;
CREATE INDEX events_to_apply ON events (merchant, id) WHERE applied_at IS NULL;
CREATE INDEX events_reference ON events (merchant, reference);

-- Every change of an order, in the order of its id: the history, and what other systems follow.
CREATE TABLE transitions (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    order_row  INTEGER NOT NULL REFERENCES orders (id),
    at         INTEGER NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    cause      TEXT NOT NULL CHECK (cause IN ('caller', 'worker', 'webhook', 'read', 'operator', 'replay')),
    actor      TEXT NOT NULL,
    fence      INTEGER NOT NULL,
    note       TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX transitions_order ON transitions (order_row, id);

CREATE TABLE reads (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    order_row INTEGER NOT NULL REFERENCES orders (id),
    at        INTEGER NOT NULL,
    status    TEXT,
    amount    INTEGER,
    verdict   TEXT NOT NULL
) STRICT;
CREATE INDEX reads_order ON reads (order_row, at);

INSERT INTO meta (one, schema_version, least_worker_version) VALUES (1, 1, 1);
