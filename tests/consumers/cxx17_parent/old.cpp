// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

static_assert(__cplusplus < 202002L, "the rest of the project keeps its standard");
