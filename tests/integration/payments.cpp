// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include "catch.hpp"
#include "sandbox/webhook_inbox.hpp"
#include "support/sample_payments.hpp"

#include <random>
#include <set>

using namespace connectpsp;
using namespace connectpsp::test;
using sandbox::fault_kind;
using sandbox::test::webhook_inbox;

namespace {

std::mt19937_64 random_bits{std::random_device{}()};

/// A charge of its own: another key and reference each time.
create_cash_in charge_of(money amount) {
    auto charge = sample_charge();
    charge.idempotency_key = idempotency_key::generate(random_bits);
    charge.external_reference = external_reference::parse(charge.idempotency_key.text()).value();
    charge.amount = amount;
    return charge;
}

create_cash_out payout_of(money amount, destination to = sample_email()) {
    auto payout = sample_payout(to);
    payout.idempotency_key = idempotency_key::generate(random_bits);
    payout.external_reference = external_reference::parse(payout.idempotency_key.text()).value();
    payout.amount = amount;
    return payout;
}

refund_cash_in refund_of(std::string const& id) {
    return {.idempotency_key = idempotency_key::generate(random_bits),
            .id = lookup_id::parse(id).value(),
            .reason = refund_reason::fraud};
}

get_cash_in reading_in(std::string const& id) { return {lookup_id::parse(id).value()}; }
get_cash_out reading_out(std::string const& id) { return {lookup_id::parse(id).value()}; }

std::string header(sandbox::request const& got, char const* name) {
    return std::string{got.field(name)};
}

/// An event as the shop receives it.
result<event> received_by(merchant const& shop, sandbox::request const& delivery) {
    webhook_receiver const hook{secret{shop.psp.settings().crypto_token}};
    return hook.receive(delivery.body, header(delivery, "X-Connect-Signature"),
                        header(delivery, "X-Event-Id"));
}

} // namespace

TEST_CASE("a charge is created, paid, told of, and given back", "[integration][payments]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    webhook_inbox inbox;
    auto order = charge_of(150.50_brl);
    order.webhook_url = inbox.url();

    auto const charge = shop.client(order);
    REQUIRE(charge.has_value());
    CHECK(charge.value().status == cash_in_status::awaiting_payment);
    auto const code = br_code::parse(charge.value().copy_and_paste());
    REQUIRE(code.has_value());
    CHECK(code.value().kind() == br_code_kind::dynamic_code);
    CHECK(code.value().amount() == 150.50_brl);
    std::string const id = charge.value().transaction_id;

    REQUIRE(shop.psp.pay(id));
    auto const paid = received_by(shop, inbox.wait_for(1).at(0));
    REQUIRE(paid.has_value());
    CHECK(paid.value().type == event_type::cash_in_paid);
    auto const& told = std::get<cash_in>(paid.value().data);
    CHECK(told.status == cash_in_status::paid);
    CHECK(told.amount == 150.50_brl);
    CHECK(compare_status(*charge.value().status, told.status) == status_change::advanced);
    REQUIRE(told.end_to_end_id);
    CHECK(told.end_to_end_id->value().value().kind() == end_to_end_kind::payment);
    for (std::string const& each : {id, *told.internal_code, told.end_to_end_id->text()})
        CHECK(shop.client(reading_in(each)).value() == told);

    auto const refund = shop.client(refund_of(id));
    REQUIRE(refund.has_value());
    CHECK(refund.value().end_to_end_id->value().value().kind() == end_to_end_kind::refund);
    auto const given_back = received_by(shop, inbox.wait_for(2).at(1));
    REQUIRE(given_back.has_value());
    CHECK(given_back.value().type == event_type::cash_in_refunded);
    CHECK(given_back.value().dedupe_key() != paid.value().dedupe_key());
    CHECK(compare_status(told.status, std::get<cash_in>(given_back.value().data).status) ==
          status_change::advanced);
    CHECK(shop.client(refund_of(id)).error() == api_errc::cash_in_already_refunded);
    CHECK(shop.psp.counts().refunds_executed == 1);
}

TEST_CASE("a charge by OpenFinance has a link, wherever it stands", "[integration][payments]") {
    merchant shop{stack::curl};
    for (auto const place :
         {sandbox::payment_url_place::top_level, sandbox::payment_url_place::nested}) {
        shop.psp.place_payment_url(place);
        auto order = charge_of(10.00_brl);
        order.open_finance = open_finance{"myshop://paid"};
        auto const charge = shop.client(order);
        REQUIRE(charge.has_value());
        CHECK(charge.value().payment_link().starts_with("http"));
        CHECK(charge.value().copy_and_paste().empty());
    }
}

TEST_CASE("a payout goes to every kind of destination and says how it ended",
          "[integration][payments]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    auto const key = [](pix_key_type type, char const* text) {
        return destination{pix_key::parse(type, text).value()};
    };
    for (destination const& to :
         {key(pix_key_type::cpf, "52998224725"), key(pix_key_type::cnpj, "12ABC34501DE35"),
          key(pix_key_type::email, "maria@example.com"), key(pix_key_type::phone, "+5511987654321"),
          key(pix_key_type::evp, "7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f"),
          destination{sample_account()}}) {
        auto const accepted = shop.client(payout_of(25.00_brl, to));
        REQUIRE(accepted.has_value());
        CHECK(accepted.value().status == cash_out_status::processing);
        REQUIRE(shop.psp.complete(accepted.value().transaction_id));
        auto const done = shop.client(reading_out(accepted.value().transaction_id));
        REQUIRE(done.has_value());
        CHECK(done.value().status == cash_out_status::completed);
        CHECK(done.value().amount == 25.00_brl);
        CHECK(done.value().end_to_end_id->is_regular());
    }
    auto const failing = shop.client(payout_of(1.00_brl));
    REQUIRE(shop.psp.fail(failing.value().transaction_id));
    auto const failed = shop.client(reading_out(failing.value().transaction_id));
    CHECK(failed.value().status == cash_out_status::failed);
    CHECK(failed.value().failure->code == cash_out_failure_code::pix_key_not_found);
    CHECK_FALSE(failed.value().end_to_end_id);

    auto const too_much = shop.client(payout_of(10'000'000.00_brl));
    REQUIRE(too_much.has_error());
    CHECK(too_much.error() == condition::insufficient_funds);
    CHECK_FALSE(too_much.error().outcome_unknown());
}

TEST_CASE("an answer that is lost costs nothing: the same key pays once",
          "[integration][payments]") {
    auto const over = GENERATE(from_range(all_stacks));
    auto const kind = GENERATE(fault_kind::drop_request, fault_kind::drop_answer,
                               fault_kind::truncated, fault_kind::html);
    CAPTURE(over, static_cast<int>(kind));
    merchant shop{over};
    auto const twice = [&](auto const& op, char const* path) {
        // Six times, because libcurl repeats what has a key on each connection that it keeps.
        shop.psp.faults().add(
            {.kind = kind, .path = path, .times = 6, .processed = kind == fault_kind::html});
        auto const lost = shop.client(op);
        shop.psp.faults().clear();
        REQUIRE(lost.has_error());
        INFO(lost.error());
        CHECK(lost.error().outcome_unknown());
        CHECK(lost.error().remedy() == remedy::retry_same_key);
        auto const found = shop.client(op);
        REQUIRE(found.has_value());
        auto const again = shop.client(op);
        REQUIRE(again.has_value());
        CHECK(again.value() == found.value());
        return found.value();
    };
    auto const charge = twice(charge_of(10.00_brl), "/cash-in");
    CHECK(shop.psp.counts().cash_ins_created == 1);
    auto const payout = twice(payout_of(10.00_brl), "/cash-out");
    CHECK(shop.psp.counts().cash_outs_created == 1);
    REQUIRE(shop.psp.pay(charge.transaction_id));
    twice(refund_of(charge.transaction_id), "/cash-in/*");
    CHECK(shop.psp.counts().refunds_executed == 1);
}

TEST_CASE("a client that may send again loses nothing to a lost answer, and pays once",
          "[integration][payments]") {
    auto const over = GENERATE(from_range(all_stacks));
    CAPTURE(over);
    merchant shop{over};
    // libcurl sends the first attempt again by itself: the login left a connection to keep.
    if (over == stack::curl)
        shop.psp.faults().add({.kind = fault_kind::drop_request, .path = "/cash-out"});
    for (auto const kind : {fault_kind::drop_request, fault_kind::drop_answer,
                            fault_kind::truncated, fault_kind::html})
        shop.psp.faults().add(
            {.kind = kind, .path = "/cash-out", .processed = kind == fault_kind::html});
    auto const payout = payout_of(10.00_brl);
    auto const lost = shop.patient_client(payout); // four attempts, four faults
    REQUIRE(lost.has_error());
    CHECK(lost.error().outcome_unknown());
    CHECK(lost.error().idempotency_key() == payout.idempotency_key.text());
    CHECK(lost.error().external_reference() == payout.external_reference.text());
    CHECK(shop.psp.counts().cash_outs_created == 1);

    shop.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/cash-out"});
    shop.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/auth/token"});
    shop.session.invalidate(shop.session.current(shop.now));
    auto const found = shop.patient_client(payout);
    REQUIRE(found.has_value());
    CHECK(shop.psp.counts().cash_outs_created == 1);

    shop.psp.faults().add({.kind = fault_kind::drop_answer, .path = "/account/rebalance"});
    CHECK(shop.patient_client(rebalance{.target_amount = 600'000.00_brl}));
    auto const wallet = shop.patient_client(get_balance{});
    REQUIRE(wallet);
    CHECK(wallet.value().consolidated.transactional_balance == 600'000.00_brl);
}

TEST_CASE("a reference that was paid before is a conflict to look into, not another payment",
          "[integration][payments]") {
    merchant shop{stack::curl};
    auto payout = payout_of(10.00_brl);
    auto const first = shop.client(payout);
    REQUIRE(first.has_value());
    payout.idempotency_key = idempotency_key::generate(random_bits);
    auto const second = shop.client(payout);
    REQUIRE(second.has_error());
    CHECK(second.error() == errc::outcome_unknown);
    CHECK(second.error().cause() == api_errc::conflict);
    CHECK(second.error().remedy() == remedy::reconcile);
    CHECK(shop.psp.counts().cash_outs_created == 1);
}

TEST_CASE("what cannot be refunded says why", "[integration][payments]") {
    merchant shop{stack::curl};
    auto const id_of = [&] { return shop.client(charge_of(5.00_brl)).value().transaction_id; };
    auto const unpaid = id_of(), expired = id_of(), cancelled = id_of(), nameless = id_of();
    REQUIRE(shop.psp.expire(expired));
    REQUIRE(shop.psp.cancel_cash_in(cancelled));
    REQUIRE(shop.psp.pay(nameless));
    REQUIRE(shop.psp.forget_end_to_end_id(nameless));
    CHECK(shop.client(refund_of(unpaid)).error() == api_errc::cash_in_not_paid);
    CHECK(shop.client(refund_of(expired)).error() == api_errc::cash_in_expired);
    CHECK(shop.client(refund_of(cancelled)).error() == api_errc::cash_in_cancelled);
    CHECK(shop.client(refund_of(nameless)).error() == api_errc::missing_end_to_end_id);
    CHECK(shop.client(refund_of("no-such-id")).error() == condition::not_found);
    CHECK(shop.client(reading_in("no-such-id")).error() == api_errc::not_found);
    CHECK(shop.client(reading_out("a:b+c@d")).error() == api_errc::not_found);
    CHECK(shop.psp.counts().refunds_executed == 0);
}

TEST_CASE("webhooks in any order, late and twice, end at the same status",
          "[integration][payments]") {
    merchant shop{stack::curl};
    webhook_inbox inbox;
    auto order = charge_of(75.00_brl);
    order.webhook_url = inbox.url();
    auto const charge = shop.client(order).value();

    shop.psp.webhooks().hold();
    REQUIRE(shop.psp.pay(charge.transaction_id));
    REQUIRE(shop.client(refund_of(charge.transaction_id)).has_value());
    inbox.answer_next({500}); // the first is sent once more
    shop.psp.webhooks().release(sandbox::release_order::reverse);
    REQUIRE(inbox.wait_for(3).size() >= 3);
    REQUIRE(shop.psp.webhooks().redeliver());
    auto const deliveries = inbox.wait_for(4);
    REQUIRE(deliveries.size() >= 4);

    auto known = *charge.status;
    std::set<std::string> handled, delivery_ids;
    int advanced = 0;
    for (auto const& each : deliveries) {
        auto const got = received_by(shop, each);
        REQUIRE(got.has_value());
        CHECK(delivery_ids.insert(got.value().delivery_id).second);
        if (!handled.insert(got.value().dedupe_key()).second) continue;
        auto const& status = std::get<cash_in>(got.value().data).status;
        if (compare_status(known, status) != status_change::advanced) continue;
        known = *status.known();
        ++advanced;
    }
    CHECK(handled.size() == 2);
    CHECK(advanced == 1); // the refund came first; the payment was stale at that time
    CHECK(known == cash_in_status::refunded);
}

TEST_CASE("an idempotency key is sent as it is, on what takes one", "[integration][payments]") {
    merchant shop{stack::curl};
    auto payout = payout_of(10.00_brl);
    REQUIRE(shop.client(payout).has_value());
    payout.amount = 11.00_brl; // another body under the same key: the sandbox's own choice
    auto const other = shop.client(payout);
    REQUIRE(other.has_error());
    CHECK(other.error().status() == 422);
    CHECK(shop.psp.counts().cash_outs_created == 1);
}
