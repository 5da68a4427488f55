// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/status.hpp>

#include "catch.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

using namespace connectpsp;

namespace status_test {

namespace {

// A letter a pair: Advanced, Duplicate, Stale, Conflicting. A line for what is known, a column for
// what comes in, both in the order of the enumerators.
constexpr char cash_in_pairs[5][6] = {
    "DAAAA", // AWAITING_PAYMENT
    "SDCAC", // PAID
    "SCDCC", // EXPIRED
    "SSCDC", // REFUNDED
    "SCCCD", // CANCELLED
};
constexpr char cash_out_pairs[5][6] = {
    "DAAAA", // PROCESSING
    "SDCAC", // COMPLETED
    "SCDCC", // FAILED
    "SSCDC", // REFUNDED
    "SCCCD", // CANCELLED
};

status_change meaning(char letter) {
    switch (letter) {
    case 'A': return status_change::advanced;
    case 'D': return status_change::duplicate;
    case 'S': return status_change::stale;
    default: return status_change::conflicting;
    }
}

template <class Status>
void check_pairs(char const (&pairs)[5][6]) {
    REQUIRE(std::size(enum_names<Status>::names) == 5);
    for (std::size_t known = 0; known != 5; ++known)
        for (std::size_t incoming = 0; incoming != 5; ++incoming) {
            auto const from = static_cast<Status>(known);
            auto const to = static_cast<Status>(incoming);
            status_change const expected = meaning(pairs[known][incoming]);
            INFO(enum_names<Status>::names[known] << " <- " << enum_names<Status>::names[incoming]);
            CHECK(compare_status(from, to) == expected);
            CHECK(compare_status(open_enum<Status>{from}, open_enum<Status>{to}) == expected);
            CHECK(compare_status(open_enum<Status>{from}, to) == expected);
        }
}

} // namespace

static_assert(compare_status(cash_in_status::paid, cash_in_status::awaiting_payment) ==
              status_change::stale);

TEST_CASE("all pairs of a cash-in's statuses", "[api][status]") {
    check_pairs<cash_in_status>(cash_in_pairs);
}

TEST_CASE("all pairs of a cash-out's statuses", "[api][status]") {
    check_pairs<cash_out_status>(cash_out_pairs);
}

TEST_CASE("a late webhook never reopens a paid order", "[api][status]") {
    for (auto const late :
         {cash_in_status::awaiting_payment, cash_in_status::expired, cash_in_status::cancelled})
        CHECK(compare_status(cash_in_status::paid, late) != status_change::advanced);
    CHECK(compare_status(cash_in_status::refunded, cash_in_status::paid) == status_change::stale);
    CHECK(compare_status(cash_out_status::completed, cash_out_status::processing) ==
          status_change::stale);
    CHECK(compare_status(cash_out_status::failed, cash_out_status::completed) ==
          status_change::conflicting);
}

TEST_CASE("whatever order statuses arrive in, those that advance end at the same one",
          "[api][status]") {
    std::vector<cash_in_status> const way{cash_in_status::awaiting_payment, cash_in_status::paid,
                                          cash_in_status::refunded};
    std::vector<std::size_t> order{0, 1, 2};
    do {
        auto current = cash_in_status::awaiting_payment;
        for (std::size_t const each : order)
            if (compare_status(current, way[each]) == status_change::advanced) current = way[each];
        CHECK(current == cash_in_status::refunded);
    } while (std::next_permutation(order.begin(), order.end()));
}

TEST_CASE("a status that nobody knows yet conflicts with all but itself", "[api][status]") {
    open_enum<cash_in_status> const odd{"CHARGED_BACK"}, other{"DISPUTED"};
    CHECK(compare_status(odd, odd) == status_change::duplicate);
    CHECK(compare_status(odd, other) == status_change::conflicting);
    for (std::size_t i = 0; i != 5; ++i) {
        CHECK(compare_status(static_cast<cash_in_status>(i), odd) == status_change::conflicting);
        CHECK(compare_status(odd, static_cast<cash_in_status>(i)) == status_change::conflicting);
    }
    CHECK(compare_status(open_enum<cash_out_status>{"ODD"}, cash_out_status::completed) ==
          status_change::conflicting);
}

TEST_CASE("every change of a status has its name", "[api][status]") {
    CHECK(to_string(status_change::advanced) == "advanced");
    CHECK(to_string(status_change::duplicate) == "duplicate");
    CHECK(to_string(status_change::stale) == "stale");
    CHECK(to_string(status_change::conflicting) == "conflicting");
    CHECK(to_string(static_cast<status_change>(9)) == "unknown");
}

namespace {

/// The rows of a table in the page: its first column, then `change` for each status.
template <class Status>
void check_page(std::string const& page) {
    for (std::size_t known = 0; known != 5; ++known) {
        std::string row = "| `" + std::string{enum_names<Status>::names[known]} + "` |";
        for (std::size_t incoming = 0; incoming != 5; ++incoming)
            row += " " +
                   std::string{to_string(
                       compare_status(static_cast<Status>(known), static_cast<Status>(incoming)))} +
                   " |";
        INFO(row);
        CHECK(page.find(row) != std::string::npos);
    }
}

} // namespace

TEST_CASE("the page that shows all pairs shows what the code does", "[api][status]") {
    std::ifstream file{CONNECTPSP_SOURCE_DIR "/docs/status.md"};
    std::string const page{std::istreambuf_iterator<char>{file}, {}};
    check_page<cash_in_status>(page);
    check_page<cash_out_status>(page);
}

} // namespace status_test
