// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Problem details, decoded. All members are optional and none says how much money there is: what
// cannot be read counts as absent, because a malformed `status` must not cost the `code`. Of a text
// that appears twice the first counts; another member that appears twice is refused.
#include "decoder_oracle.hpp"

#include <connectpsp/core/problem.hpp>

#include <cstdint>

namespace fuzz {

void expect(extraction& from, json const& value, std::string const& at, connectpsp::problem& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.optional(value, at, "type", out.type);
    from.optional(value, at, "title", out.title);
    from.optional(value, at, "status", out.status);
    from.optional(value, at, "code", out.code);
    from.optional(value, at, "detail", out.detail);
}

template <>
struct subject<connectpsp::problem> {
    static constexpr std::string_view names[] = {"type", "title", "status", "code", "detail"};

    static bool equal(connectpsp::problem const& left, connectpsp::problem const& right) {
        return left == right;
    }

    static void replace_texts(connectpsp::problem& value) {
        for (auto* text : {&value.type, &value.title, &value.code, &value.detail})
            replace_text(*text);
    }
};

} // namespace fuzz

namespace fuzz_problem {

CONNECTPSP_FUZZ_HARNESS(problem) {
    fuzz::check_decoder<connectpsp::problem>(fuzz::input{data, size}.rest());
    return 0;
}

} // namespace fuzz_problem
