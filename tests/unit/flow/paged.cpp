// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/flow/paged.hpp>

#include "catch.hpp"
#include "support/fake_clock.hpp"
#include "support/sample_values.hpp"
#include "support/scripted_transport.hpp"

#include <connectpsp/flow/client.hpp>

#include <boost/describe/class.hpp>
#include <boost/system/errc.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace paged_test {

struct entry {
    std::string id{};
};
BOOST_DESCRIBE_STRUCT(entry, (), (id))

struct entry_page {
    std::vector<entry> entries{};
    std::optional<std::string> next{};
};
BOOST_DESCRIBE_STRUCT(entry_page, (), (entries, next))

struct list_entries {
    using result_type = entry_page;
    static constexpr endpoint_spec endpoint{http_method::get, "/wallets/{id}/entries",
                                            auth::bearer_and_signature, effect::none,
                                            idempotency::inherent};
    in_path<lookup_id> id{};
    in_query<std::optional<std::string>> after{};

    std::optional<list_entries> next_page(entry_page const& page) const {
        if (!page.next) return std::nullopt;
        list_entries following = *this;
        following.after = page.next;
        return following;
    }
};
BOOST_DESCRIBE_STRUCT(list_entries, (), (id, after))

namespace {

response page_reply(std::string_view ids, std::string_view next = "") {
    std::string body = R"({"entries":[)";
    for (char const id : ids) {
        if (id != ids.front()) body += ',';
        body.append(R"({"id":")").append(1, id).append(R"("})");
    }
    body += ']';
    if (!next.empty()) body.append(R"(,"next":")").append(next).append("\"");
    return json_reply(200, body + '}');
}

struct fixture {
    explicit fixture(retry_policy const& policy = retry_policy::no_retry())
        : call(session, wire, policy, clock) {
        wire.expect(http_method::post, "/auth/token").reply(token_reply());
    }

    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock{};
    scripted_transport wire{};
    client<scripted_transport&, fake_clock&> call;
    std::string ids{};

    scripted_transport::step& expect_page(std::string_view query) {
        return wire.expect(http_method::get,
                           kept_.emplace_back("/wallets/w1/entries" + std::string{query}));
    }

    result<void> read() {
        return call.for_each_page(first(), [this](entry_page const& page) {
            for (entry const& each : page.entries)
                ids += each.id;
        });
    }

    static list_entries first() { return {.id = lookup_id::parse("w1").value()}; }

private:
    std::deque<std::string> kept_{};
};

} // namespace

TEST_CASE("every page is read once, in order, with one token", "[flow][paged]") {
    fixture f;
    f.expect_page("").reply(page_reply("ab", "c 1"));
    f.expect_page("?after=c%201").reply(page_reply("cd", "c2"));
    f.expect_page("?after=c2").reply(page_reply(""));
    REQUIRE(f.read());
    CHECK(f.ids == "abcd");
}

TEST_CASE("a caller that has seen enough ends the reading", "[flow][paged]") {
    fixture f;
    f.expect_page("").reply(page_reply("ab", "c1"));
    f.expect_page("?after=c1").reply(page_reply("c", "c2"));
    int pages = 0;
    REQUIRE(f.call.for_each_page(f.first(), [&](entry_page const&) { return ++pages < 2; }));
    CHECK(pages == 2);
}

TEST_CASE("what the caller throws reaches the caller", "[flow][paged]") {
    fixture f;
    f.expect_page("").reply(page_reply("ab", "c1"));
    CHECK_THROWS_AS(f.call.for_each_page(f.first(), [](entry_page const&) { throw 7; }), int);
}

TEST_CASE("a page that fails ends the reading with its error, behind the pages before",
          "[flow][paged]") {
    fixture f;
    f.expect_page("").reply(page_reply("ab", "c1"));
    f.expect_page("?after=c1").reply(problem_reply(422, "A_CODE"));
    auto const read = f.read();
    REQUIRE_FALSE(read);
    CHECK(read.error() == api_errc::unprocessable);
    CHECK(f.ids == "ab");
}

TEST_CASE("a page is sent again as the policy says, and the pages after it are read",
          "[flow][paged]") {
    fixture f{retry_policy{}};
    f.expect_page("").reply(page_reply("a", "c1"));
    f.expect_page("?after=c1").reply(json_reply(503, "{}"));
    f.expect_page("?after=c1").reply(page_reply("b"));
    REQUIRE(f.read());
    CHECK(f.ids == "ab");
}

TEST_CASE("a list that leads back to a page that was read ends with an error", "[flow][paged]") {
    SECTION("to the page itself") {
        fixture f;
        f.expect_page("").reply(page_reply("a", "c1"));
        f.expect_page("?after=c1").reply(page_reply("b", "c1"));
        auto const read = f.read();
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::repeated_page);
        CHECK(read.error() == condition::invalid_response);
        CHECK(f.ids == "ab");
    }
    SECTION("to one before") {
        fixture f;
        f.expect_page("").reply(page_reply("a", "c1"));
        f.expect_page("?after=c1").reply(page_reply("b", "c2"));
        f.expect_page("?after=c2").reply(page_reply("c", "c1"));
        auto const read = f.read();
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::repeated_page);
        CHECK(f.ids == "abc");
    }
}

TEST_CASE("one deadline counts for all pages", "[flow][paged]") {
    SECTION("no page is asked for after it") {
        fixture f{{.deadline = 1000ms}};
        f.expect_page("").meanwhile([&] { f.clock.advance(600ms); }).reply(page_reply("a", "c1"));
        f.expect_page("?after=c1")
            .meanwhile([&] { f.clock.advance(400ms); })
            .reply(page_reply("b", "c2"));
        auto const read = f.read();
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::not_sent);
        CHECK(read.error().underlying() == boost::system::errc::timed_out);
        CHECK(f.ids == "ab");
    }
    SECTION("the last page may come after it") {
        fixture f{{.deadline = 1000ms}};
        f.expect_page("").meanwhile([&] { f.clock.advance(5s); }).reply(page_reply("a"));
        REQUIRE(f.read());
        CHECK(f.ids == "a");
    }
    SECTION("a page is not repeated beyond what is left of it") {
        fixture f{{.max_attempts = 9, .deadline = 1000ms, .initial_delay = 0ms}};
        f.expect_page("").meanwhile([&] { f.clock.advance(900ms); }).reply(page_reply("a", "c1"));
        f.expect_page("?after=c1")
            .meanwhile([&] { f.clock.advance(150ms); })
            .reply(json_reply(503, "{}"));
        auto const read = f.read();
        REQUIRE_FALSE(read);
        CHECK(read.error() == api_errc::service_unavailable);
    }
}

TEST_CASE("exchanges are handed out one after another", "[flow][paged]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    fake_clock clock;
    paged pages{session, fixture::first()};
    CHECK(pages.accept({}, clock())); // nothing was asked for
    auto const begun = pages.next(clock());
    REQUIRE(begun);
    CHECK_FALSE(begun->operation().after.has_value());
    CHECK_FALSE(pages.next(clock())); // until the page is accepted
    REQUIRE(pages.accept({.entries = {}, .next = "c1"}, clock()));
    auto const second = pages.next(clock());
    REQUIRE(second);
    CHECK(second->operation().after == "c1");
    REQUIRE(pages.accept({}, clock()));
    CHECK_FALSE(pages.next(clock()));
    CHECK(pages.accept({.entries = {}, .next = "c9"}, clock()));
    CHECK_FALSE(pages.next(clock()));
}

TEST_CASE("a first page that cannot be sent is refused like any operation", "[flow][paged]") {
    connectpsp::session session{environment::staging(), sample_credentials()};
    scripted_transport nothing_sent{};
    client call{session, nothing_sent};
    auto const read = call.for_each_page(list_entries{}, [](entry_page const&) {});
    REQUIRE_FALSE(read);
    CHECK(read.error() == errc::empty_value);
    CHECK(read.error().pointer() == "/id");
}

} // namespace paged_test
