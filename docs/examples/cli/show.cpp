// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "show.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace cli {

std::string printable(std::string_view text) {
    std::string made;
    for (std::size_t i = 0; i != text.size(); ++i) {
        auto const c = static_cast<unsigned char>(text[i]);
        auto const next = i + 1 != text.size() ? static_cast<unsigned char>(text[i + 1]) : 0U;
        bool const is_c1 = c == 0xc2 && next >= 0x80 && next < 0xa0; // U+0080 to U+009F
        if (c >= 0x20 && c != 0x7f && !is_c1) {
            made += text[i];
            continue;
        }
        char escaped[8];
        std::snprintf(escaped, sizeof escaped, "\\u%04x", is_c1 ? next : c);
        made += escaped;
        if (is_c1) ++i;
    }
    return made;
}

void sheet::print(std::ostream& out) const {
    std::size_t width = 0;
    for (auto const& [name, value] : rows_)
        width = std::max(width, name.size());
    for (auto const& [name, value] : rows_)
        out << name << std::string(width - name.size() + 2, ' ') << value << '\n';
}

void print(common_options const& options, stop const& why) {
    std::cerr << "connectpsp: " << printable(why.line) << '\n';
    if (!options.json) return;
    boost::json::object told{{"message", why.line}, {"exit", static_cast<int>(why.how)}};
    if (why.has_error) {
        told["code"] = std::string{psp::name_of(why.why.code())};
        told["cause"] = std::string{psp::name_of(why.why.cause())};
        told["remedy"] = std::string{to_string(why.why.remedy())};
        told["outcomeUnknown"] = why.why.outcome_unknown();
        if (why.why.status() != 0) told["status"] = why.why.status();
    }
    std::cout << boost::json::serialize(boost::json::object{{"error", std::move(told)}}) << '\n';
}

void confirm(common_options const& options, std::string const& question) {
    if (options.yes) return;
    if (isatty(STDIN_FILENO) == 0)
        throw stop{status::not_confirmed, "there is no terminal to ask on; give --yes"};
    std::cerr << printable(question) << " [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "Y" && answer != "yes" && answer != "s" && answer != "sim")
        throw stop{status::not_confirmed, "nothing was sent"};
}

} // namespace cli
