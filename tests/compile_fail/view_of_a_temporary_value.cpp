// expect: deleted (conversion )?function
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/pix/document.hpp>

void show(std::string_view text) {
    std::string_view const number = connectpsp::cpf::parse(text).value().text();
    (void)number;
}
