// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/codec/json.hpp>

#include "catch.hpp"
#include "every_kind.hpp"
#include "support/count_allocations.hpp"
#include "support/sample_values.hpp"

#include <new>
#include <optional>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace json_allocations_test {

TEST_CASE("the counter of allocations counts", "[codec][allocations]") {
    if (!allocations_are_counted) return;
    // Called by name: an unused new-expression may be optimized away.
    auto const allocate = [] { ::operator delete(::operator new(100)); };
    CHECK(allocations_of(allocate) == 1);
    CHECK(allocations_of([] {}) == 0);
    auto const tally = fail_every_allocation([&] {
        allocate();
        allocate();
    });
    CHECK(tally.failures == 2);
    CHECK(tally.leaks == 0);
    CHECK(betrayals_of("forgotten", [] { std::string const text(100, 'x'); }) == 0);
    CHECK(betrayals_of("forgotten", [] {
              std::string const text = std::string(50, 'x') + "forgotten";
              CHECK(text.size() == 59);
          }) > 0);
}

TEST_CASE("a balance of three banks is read with at most two allocations", "[codec][allocations]") {
    std::optional<result<balance>> read;
    auto const made = allocations_of([&] { read.emplace(decode<balance>(three_banks_json)); });
    REQUIRE(*read);
    CHECK(read->value() == three_banks());
    CHECK(made <= 2);
}

TEST_CASE("unknown members and keys with escapes cost no allocation", "[codec][allocations]") {
    std::string const skipped =
        R"({"n":1,"x":[{"y":"a long text in an unknown member, longer than any small buffer"},)"
        R"("another l\u006fng text in an unknown member, longer than any small buffer"],)"
        R"("a long k\u0065y that is unknown, longer than any small buffer would hold":1,)"
        R"("n\u006fte":"short"})";
    std::optional<result<leaf>> read;
    auto const made = allocations_of([&] { read.emplace(decode<leaf>(skipped)); });
    REQUIRE(*read);
    CHECK(read->value() == leaf{1, "short"});
    CHECK(made == 0);
}

TEST_CASE("a long string costs its own allocation alone", "[codec][allocations]") {
    std::string const note(100, 'x');
    std::string const json = R"({"n":1,"note":")" + note + "\"}";
    std::optional<result<leaf>> read;
    auto const made = allocations_of([&] { read.emplace(decode<leaf>(json)); });
    REQUIRE(*read);
    CHECK(read->value() == leaf{1, note});
    CHECK(made <= 1);
}

TEST_CASE("no memory that is given back holds a secret that was read", "[codec][allocations]") {
    // The beginning of the secret, which comes in parts where there are escapes.
    std::string_view const beginning = "0123456789-a-secret";
    std::string const plain = std::string{beginning} + std::string(50, 'x');
    std::string const longer = plain + "\\u0041" + std::string(5000, 'y') + "\\n";
    for (std::string const& text : {plain, plain + "\\n", "\\n" + plain, longer}) {
        std::string const json = with_value("hidden", "\"" + text + "\"");
        std::string const incomplete = json.substr(0, json.find(beginning) + text.size() - 3);
        INFO(text.substr(0, 80));
        bool right = false;
        auto const betrayed = betrayals_of(beginning, [&] {
            auto const read = decode<every_kind>(json);
            right = read && read.value().hidden.reveal().find(beginning) != std::string_view::npos;
        });
        CHECK(right);
        CHECK(betrayed == 0);
        CHECK(betrayals_of(beginning,
                           [&] { right = decode<every_kind>(incomplete).has_value(); }) == 0);
        CHECK_FALSE(right);
    }
}

TEST_CASE("an encoder that outgrows its room gives no secret back", "[codec][allocations]") {
    std::string const beginning = "0123456789-a-secret";
    every_kind value{};
    value.hidden = secret{beginning + std::string(100, 'x')};
    value.maybe_text = std::string(3000, 'y'); // behind the secret
    bool right = false;
    CHECK(betrayals_of(beginning, [&] {
              std::string whole = encode(value);
              right = whole.find(beginning) != std::string::npos;
              detail::wipe(whole.data(), whole.size()); // it is the caller's
          }) == 0);
    CHECK(right);
}

TEST_CASE("every allocation of a decode may fail", "[codec][allocations]") {
    std::string const text = with_value(
        "text", "\"a text with an escape \\u0062 that is longer than any small buffer\\n\"");
    auto const tally = fail_every_allocation([&] {
        if (!decode<every_kind>(text)) throw 1;
    });
    CHECK(tally.leaks == 0);
    if (allocations_are_counted) CHECK(tally.failures > 3);
    CHECK(fail_every_allocation([] {
              if (!decode<balance>(three_banks_json)) throw 1;
          }).leaks == 0);
}

TEST_CASE("every allocation of a decode that fails may fail too", "[codec][allocations]") {
    std::string const bad[] = {
        with_value("inner", R"({"note":"a note that is longer than any small buffer"})"),
        with_value("texts", R"(["a text that is longer than any small buffer",1])"),
        object_of(every_member()).substr(0, 500),
        object_of(every_member()) + "x",
        with_value(longest_key, "oops"),
    };
    for (auto const& text : bad) {
        auto const tally = fail_every_allocation([&] {
            if (decode<every_kind>(text)) throw 1;
        });
        CHECK(tally.leaks == 0);
        if (allocations_are_counted) CHECK(tally.failures > 1);
    }
}

TEST_CASE("every allocation of an encode may fail", "[codec][allocations]") {
    every_kind const value = sample_of_every_kind();
    auto const tally = fail_every_allocation([&] {
        if (encode(value).empty()) throw 1;
    });
    CHECK(tally.leaks == 0);
    if (allocations_are_counted) CHECK(tally.failures > 1);
}

} // namespace json_allocations_test
