// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The transports over TLS, with an authority of the test's own.

#include "merchant.hpp"
#include "tls_front.hpp"

#include "catch.hpp"
#include "support/sample_payments.hpp"

#include <random>
#include <string>

using namespace connectpsp;
using namespace connectpsp::test;

namespace {

unsigned short port_of(std::string const& base_url) {
    return static_cast<unsigned short>(std::stoi(base_url.substr(base_url.rfind(':') + 1)));
}

/// A merchant whose sandbox is behind TLS.
struct merchant_over_tls {
    explicit merchant_over_tls(stack over, certificate_parts const& parts = {}, bool trusts = true)
        : shop(over)
        , front(authority.server_context(parts), port_of(shop.psp.base_url()))
        , send(make_transport(over, {.ca_file = trusts ? authority.file() : std::string{}})) {}

    test_authority authority;
    merchant shop;
    tls_front front;
    any_transport send;
    session keys{environment::parse(front.base_url()).value(), shop.credentials()};
    client<any_transport&, merchant::clock> psp{keys, send, retry_policy::no_retry(),
                                                merchant::clock{&shop.now}};
};

create_cash_out next_payout() {
    static std::mt19937_64 bits{std::random_device{}()};
    auto payout = sample_payout(sample_email());
    payout.idempotency_key = idempotency_key::generate(bits);
    payout.external_reference = external_reference::parse(payout.idempotency_key.text()).value();
    return payout;
}

} // namespace

TEST_CASE("payouts share a connection and a rebalance has its own", "[integration][tls]") {
    auto const over = GENERATE(from_range(stacks_that_keep_connections));
    CAPTURE(over);
    merchant_over_tls psp{over};
    for (int i = 0; i != 100; ++i)
        REQUIRE(psp.psp(next_payout()).has_value());
    CHECK(psp.shop.received("POST /cash-out") == 100);
    unsigned const of_payouts = psp.front.handshakes();
    CHECK(of_payouts <= 2); // the login's, which no payout shares, and the payouts'
    for (int i = 0; i != 3; ++i)
        REQUIRE(psp.psp(rebalance{.target_amount = 600'000.00_brl}).has_value());
    CHECK(psp.front.handshakes() == of_payouts + 3);
}

TEST_CASE("a certificate that does not hold was sent nothing", "[integration][tls]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    auto const refused = [over](certificate_parts const& parts, bool trusts = true) {
        merchant_over_tls psp{over, parts, trusts};
        auto const got = psp.psp(get_balance{});
        REQUIRE(got.has_error());
        CHECK(got.error() == errc::not_sent);
        CHECK(psp.shop.received("POST /auth/token") == 0);
    };
    SECTION("of another host") { refused({.name = "DNS:api.example.com"}); }
    SECTION("of another address") { refused({.name = "IP:127.0.0.2"}); }
    SECTION("expired") { refused({.valid_from_seconds = -7200, .valid_to_seconds = -3600}); }
    SECTION("not valid yet") { refused({.valid_from_seconds = 3600, .valid_to_seconds = 7200}); }
    SECTION("of an authority that is not trusted") { refused({}, false); }
    SECTION("that holds") {
        merchant_over_tls psp{over};
        CHECK(psp.psp(get_balance{}).has_value());
    }
}
