-- SPDX-FileCopyrightText: 2026 The connectpsp authors
-- SPDX-License-Identifier: BSL-1.0
--
-- Schema 1, for PostgreSQL 13 or later. Times are microseconds since 1970 in UTC, by the clock of the database.
-- Amounts are centavos. A migration adds and never removes, so that a worker of the version before
-- can go on meanwhile.

CREATE TABLE meta (
    one                  BIGINT PRIMARY KEY CHECK (one = 1),
    schema_version       BIGINT NOT NULL,
    least_worker_version BIGINT NOT NULL,
    paused               BIGINT NOT NULL DEFAULT 0,
    paused_because       TEXT,
    suspect_since        BIGINT
);

CREATE TABLE orders (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant       TEXT NOT NULL,
    order_id       TEXT NOT NULL,
    amount         BIGINT NOT NULL CHECK (amount > 0),
    request        TEXT NOT NULL, -- the payout's body, without a key
    reference      TEXT NOT NULL,
    generation     BIGINT NOT NULL DEFAULT 1,
    state          TEXT NOT NULL CHECK (state IN ('due', 'sending', 'unknown', 'accepted', 'completed',
                       'failed', 'cancelled', 'refunded', 'refused', 'held')),
    claimed_from   TEXT,
    transaction_id TEXT,
    end_to_end_id  TEXT,
    gateway_status TEXT,
    next_try       BIGINT NOT NULL,
    tries          BIGINT NOT NULL DEFAULT 0,
    held_because   TEXT,
    fence          BIGINT NOT NULL DEFAULT 0,
    holder         TEXT,
    lease_until    BIGINT NOT NULL DEFAULT 0,
    created_at     BIGINT NOT NULL,
    settled_at     BIGINT,
    UNIQUE (merchant, order_id, generation),
    UNIQUE (merchant, reference)
);
CREATE UNIQUE INDEX orders_transaction ON orders (merchant, transaction_id)
    WHERE transaction_id IS NOT NULL;
CREATE INDEX orders_due ON orders (merchant, next_try) WHERE state IN ('due', 'unknown');
CREATE INDEX orders_leased ON orders (merchant, lease_until) WHERE state = 'sending';
CREATE INDEX orders_open ON orders (merchant, state, created_at)
    WHERE state IN ('sending', 'unknown', 'accepted', 'held');

CREATE TABLE attempts (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_row       BIGINT NOT NULL REFERENCES orders (id),
    number          BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL UNIQUE,
    line            TEXT NOT NULL, -- what save_attempt() wrote
    state           TEXT NOT NULL CHECK (state IN ('open', 'receipt', 'refused', 'superseded')),
    sends           BIGINT NOT NULL DEFAULT 0,
    first_sent_at   BIGINT,
    last_sent_at    BIGINT,
    last_code       TEXT,
    remedy          TEXT,
    outcome_unknown BIGINT NOT NULL DEFAULT 0,
    http_status     BIGINT,
    UNIQUE (order_row, number)
);
CREATE UNIQUE INDEX attempts_open ON attempts (order_row) WHERE state = 'open';

CREATE TABLE events (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant       TEXT NOT NULL,
    dedupe_key     TEXT NOT NULL,
    type           TEXT NOT NULL,
    event_time     BIGINT,
    received_at    BIGINT NOT NULL,
    delivery_id    TEXT NOT NULL,
    transaction_id TEXT,
    reference      TEXT,
    status         TEXT,
    amount         BIGINT,
    body           TEXT NOT NULL,
    verdict        TEXT,
    applied_at     BIGINT,
    UNIQUE (merchant, dedupe_key)
);
CREATE INDEX events_to_apply ON events (merchant, id) WHERE applied_at IS NULL;
CREATE INDEX events_reference ON events (merchant, reference);

-- Every change of an order, in the order of its id: the history, and what other systems follow.
CREATE TABLE transitions (
    id         BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_row  BIGINT NOT NULL REFERENCES orders (id),
    at         BIGINT NOT NULL,
    from_state TEXT NOT NULL,
    to_state   TEXT NOT NULL,
    cause      TEXT NOT NULL CHECK (cause IN ('caller', 'worker', 'webhook', 'read', 'operator', 'replay')),
    actor      TEXT NOT NULL,
    fence      BIGINT NOT NULL,
    note       TEXT NOT NULL DEFAULT ''
);
CREATE INDEX transitions_order ON transitions (order_row, id);

CREATE TABLE reads (
    id        BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    order_row BIGINT NOT NULL REFERENCES orders (id),
    at        BIGINT NOT NULL,
    status    TEXT,
    amount    BIGINT,
    verdict   TEXT NOT NULL
);
CREATE INDEX reads_order ON reads (order_row, at);

-- Hot rows are few and change often.
ALTER TABLE orders SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
ALTER TABLE attempts SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);

INSERT INTO meta (one, schema_version, least_worker_version) VALUES (1, 1, 1);
