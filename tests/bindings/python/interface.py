# SPDX-FileCopyrightText: 2026 The connectpsp authors
# SPDX-License-Identifier: BSL-1.0
"""Writes the interface that the shared library tells of."""

from connectpsp import _library

print(_library.answer_of("interface").decode())
