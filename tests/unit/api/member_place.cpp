// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/member_place.hpp>

#include "catch.hpp"
#include "support/sample_values.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/operation.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/api/status.hpp>

#include <boost/describe/class.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

using namespace connectpsp;
using namespace connectpsp::test;
using namespace std::chrono_literals;

namespace member_place_test {

namespace {

struct anything {
    std::optional<std::string> name{};
};
BOOST_DESCRIBE_STRUCT(anything, (), (name))

/// Every kind of value in a query, behind two members of the path.
struct search {
    using result_type = anything;
    static constexpr endpoint_spec endpoint{http_method::get, "/wallets/{walletId}/entries/{id}",
                                            auth::bearer, effect::none, idempotency::inherent};
    in_path<lookup_id> id{};
    in_path<lookup_id> wallet_id{};
    in_query<date> from_day{};
    in_query<std::optional<date>> to_day{};
    in_query<std::optional<timestamp>> since{};
    in_query<std::string> text{};
    in_query<std::optional<lookup_id>> after{};
    in_query<std::optional<money>> least_amount{};
    in_query<std::int64_t> page_size{20};
    in_query<bool> newest_first{};
    in_query<cash_in_status> status{};

    result<void> validate() const {
        if (page_size > 100) return error{errc::out_of_range, {.pointer = "/pageSize"}};
        return boost::outcome_v2::success();
    }
};
BOOST_DESCRIBE_STRUCT(search, (),
                      (id, wallet_id, from_day, to_day, since, text, after, least_amount, page_size,
                       newest_first, status))

/// A body, and members of the path and the query.
struct annotate {
    using result_type = anything;
    static constexpr endpoint_spec endpoint{http_method::post, "/entries/{id}", auth::bearer,
                                            effect::none, idempotency::inherent};
    in_path<lookup_id> id{};
    in_query<bool> quiet{};
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(annotate, (), (id, quiet, note))

lookup_id id_of(std::string_view text) { return lookup_id::parse(text).value(); }

search sample() {
    return {.id = id_of("e-1"),
            .wallet_id = id_of("w+2"),
            .from_day = 2026y / 3 / 1,
            .text = std::string{"a b&c=d/\xC3\xA9?#%"}};
}

std::string url_of(search const& op) { return build(op, sample_authorization()).value().url; }

} // namespace

TEST_CASE("each member goes where its place says", "[api][place]") {
    CHECK(url_of(sample()) ==
          "https://api.homologacao.connectpsp.com/wallets/w%2B2/entries/e-1?fromDay=2026-03-01&"
          "text=a%20b%26c%3Dd%2F%C3%A9%3F%23%25&pageSize=20&newestFirst=false&"
          "status=AWAITING_PAYMENT");
    search all = sample();
    all.to_day = 2026y / 3 / 31;
    all.since = timestamp{std::chrono::sys_days{2026y / 3 / 1} + 1h};
    all.after = id_of("x");
    all.least_amount = money::from_centavos(5);
    all.newest_first = true;
    all.status = cash_in_status::paid;
    std::string const url = url_of(all);
    INFO(url);
    CHECK(url.ends_with("?fromDay=2026-03-01&toDay=2026-03-31&since=2026-03-01T01%3A00%3A00Z&"
                        "text=a%20b%26c%3Dd%2F%C3%A9%3F%23%25&after=x&leastAmount=0.05&"
                        "pageSize=20&newestFirst=true&status=PAID"));

    auto const made =
        build(annotate{.id = id_of("e-1"), .quiet = true, .note = "n"}, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().target() == "/entries/e-1?quiet=true");
    CHECK(made.value().body == R"({"note":"n"})");
}

TEST_CASE("a member outside the body without a value is rejected by name", "[api][place]") {
    auto const pointer_of = [](search const& op) {
        auto const made = build(op, sample_authorization());
        REQUIRE_FALSE(made);
        return std::string{made.error().pointer()};
    };
    search op = sample();
    op.wallet_id = lookup_id{};
    CHECK(pointer_of(op) == "/walletId");
    CHECK(build(op, sample_authorization()).error() == errc::empty_value);
    op = sample();
    op.from_day = date{};
    CHECK(pointer_of(op) == "/fromDay");
    CHECK(build(op, sample_authorization()).error() == errc::invalid_date);
    op = sample();
    op.to_day = 2026y / 2 / 30;
    CHECK(pointer_of(op) == "/toDay");
    op = sample();
    op.after = lookup_id{};
    CHECK(pointer_of(op) == "/after");
    op = sample();
    op.status = static_cast<cash_in_status>(77);
    CHECK(pointer_of(op) == "/status");
    op = sample();
    op.page_size = 101;
    CHECK(pointer_of(op) == "/pageSize");
}

TEST_CASE("a query never reaches a log", "[api][place][redact]") {
    search op = sample();
    op.text = std::string{"529.982.247-25"};
    auto const made = build(op, sample_authorization());
    REQUIRE(made);
    CHECK(made.value().url.find("529") != std::string::npos);
    std::string const line = redact(made.value());
    INFO(line);
    CHECK(line.find("529") == std::string::npos);
    CHECK(line.find("fromDay") == std::string::npos);
    CHECK(redact(op).find("529") == std::string::npos);
}

TEST_CASE("a member that has a place is used like its value", "[api][place]") {
    get_cash_in op{.id = id_of("abc")};
    CHECK(op.id.text() == "abc");
    CHECK(op.id == id_of("abc"));
    op.id = id_of("def");
    lookup_id const copy = op.id;
    CHECK(copy.text() == "def");
    in_query<std::int64_t> size = 7;
    size = size + 1;
    CHECK(size == 8);
    in_query<std::optional<date>> day{};
    CHECK_FALSE(day.has_value());
    day = 2026y / 3 / 10;
    CHECK(*day == 2026y / 3 / 10);
}

TEST_CASE("the balance of a day is asked for in the query and held to that day", "[api][balance]") {
    CHECK(build(get_balance{}, sample_authorization()).value().target() == "/account/balance");
    get_balance const op{.date = 2026y / 3 / 10};
    CHECK(build(op, sample_authorization()).value().target() == "/account/balance?date=2026-03-10");

    auto const answer = [](std::string_view day) {
        return json_reply(200, R"({"referenceDate":)" + std::string{day} +
                                   R"(,"consolidated":{"totalBalance":1,"transactionalBalance":1,)"
                                   R"("proprietaryBalance":0},"banks":[]})");
    };
    CHECK(parse(op, answer(R"("2026-03-10")")));
    CHECK(parse(get_balance{}, answer(R"("2026-03-11")")));
    for (std::string_view const other : {R"("2026-03-11")", "null", R"("soon")"}) {
        auto const read = parse(op, answer(other));
        REQUIRE_FALSE(read);
        CHECK(read.error() == errc::mismatched_date);
        CHECK(read.error() == condition::mismatch);
        CHECK(read.error().pointer() == "/referenceDate");
        CHECK_FALSE(read.error().outcome_unknown());
    }
    auto const read = parse(op, answer(R"("2026-03-11")"));
    REQUIRE(read.error().mismatch() != nullptr);
    CHECK(read.error().mismatch()->expected == "2026-03-10");
    CHECK(read.error().mismatch()->received == "2026-03-11");
}

} // namespace member_place_test
