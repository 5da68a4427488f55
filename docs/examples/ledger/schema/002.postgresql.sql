-- SPDX-FileCopyrightText: 2026 The connectpsp authors
-- SPDX-License-Identifier: BSL-1.0
--
-- Schema 2: rebalances.

-- The sum of all users' balances, as the platform states it.
CREATE TABLE user_balances (
    merchant TEXT PRIMARY KEY,
    amount   BIGINT NOT NULL CHECK (amount >= 0),
    as_of    BIGINT NOT NULL
);

-- A run of a job at its planned time. A row stays after the run, so that no other process runs the
-- same one again.
CREATE TABLE slots (
    id            BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    merchant      TEXT NOT NULL,
    job           TEXT NOT NULL,
    planned_at    BIGINT NOT NULL,
    holder        TEXT NOT NULL,
    lease_until   BIGINT NOT NULL,
    exposure      BIGINT,
    transactional BIGINT, -- before the run
    direction     TEXT,
    amount        BIGINT,
    sent_at       BIGINT,
    ended_at      BIGINT,
    outcome       TEXT CHECK (outcome IN ('done', 'nothing_to_do', 'not_allowed', 'refused', 'unknown',
                      'abandoned')),
    note          TEXT,
    UNIQUE (merchant, job, planned_at)
);
CREATE UNIQUE INDEX slots_open ON slots (merchant, job) WHERE ended_at IS NULL;
CREATE INDEX slots_sent ON slots (merchant, job, sent_at) WHERE sent_at IS NOT NULL;
