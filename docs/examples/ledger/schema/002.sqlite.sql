-- SPDX-FileCopyrightText: 2026 The connectpsp authors
-- SPDX-License-Identifier: BSL-1.0
--
-- Schema 2: rebalances.

-- The sum of all users' balances, as the platform states it.
CREATE TABLE user_balances (
    merchant TEXT PRIMARY KEY,
    amount   INTEGER NOT NULL CHECK (amount >= 0),
    as_of    INTEGER NOT NULL
) STRICT;

-- A run of a job at its planned time. A row stays after the run, so that no other process runs the
-- same one again.
CREATE TABLE slots (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    merchant      TEXT NOT NULL,
    job           TEXT NOT NULL,
    planned_at    INTEGER NOT NULL,
    holder        TEXT NOT NULL,
    lease_until   INTEGER NOT NULL,
    exposure      INTEGER,
    transactional INTEGER, -- before the run
    direction     TEXT,
    amount        INTEGER,
    sent_at       INTEGER,
    ended_at      INTEGER,
    outcome       TEXT CHECK (outcome IN ('done', 'nothing_to_do', 'not_allowed', 'refused', 'unknown',
                      'abandoned')),
    note          TEXT,
    UNIQUE (merchant, job, planned_at)
) STRICT;
CREATE UNIQUE INDEX slots_open ON slots (merchant, job) WHERE ended_at IS NULL;
CREATE INDEX slots_sent ON slots (merchant, job, sent_at) WHERE sent_at IS NOT NULL;
