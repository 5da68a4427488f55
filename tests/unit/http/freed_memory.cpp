// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Every ring is an executable of its own, and each that looks into freed memory replaces operator
// new and delete.
#include "../core/freed_memory.cpp"
