// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "merchant.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_in.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/api/redact.hpp>
#include <connectpsp/flow/attempt_record.hpp>
#include <connectpsp/flow/reconcile.hpp>

namespace simulation {

using connectpsp::condition;
using connectpsp::create_cash_in;
using connectpsp::create_cash_out;
using connectpsp::error;
using connectpsp::idempotency_key;
using connectpsp::money;
using connectpsp::refund_cash_in;
using connectpsp::remedy;

namespace {

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// When a request that was given up has arrived, or never will.
constexpr duration patience = 2 * climate::max_delay + 1min;

std::string cpf_text(random_source& random) {
    std::string digits = "1";
    while (digits.size() != 9)
        digits += static_cast<char>('0' + random.below(10));
    while (digits.size() != 11) {
        int sum = 0;
        int weight = static_cast<int>(digits.size()) + 1;
        for (char const each : digits)
            sum += (each - '0') * weight--;
        digits += static_cast<char>('0' + (sum * 10 % 11) % 10);
    }
    return digits;
}

connectpsp::lookup_id lookup(std::string_view text) {
    return connectpsp::lookup_id::parse(text).value();
}

int rank(connectpsp::cash_out_status status) {
    using enum connectpsp::cash_out_status;
    return status == processing ? 0 : status == refunded ? 2 : 1;
}

int rank(connectpsp::cash_in_status status) {
    using enum connectpsp::cash_in_status;
    return status == awaiting_payment ? 0 : status == refunded ? 2 : 1;
}

} // namespace

merchant::merchant(scene& session, gateway& bank, std::vector<onboarding> who)
    : scene_(session)
    , bank_(bank)
    , who_(std::move(who)) {
    start();
}

void merchant::start() {
    process_ = std::make_shared<process>(scene_, who_);
    process_->on_crash = [this] { crash(); };
    for (std::size_t i = 0; i != orders_.size(); ++i)
        tend_later(i, scene_.random.between(1ms, 2s));
}

/// The contents of the memory are gone. A request that is on its way still arrives: it is unknown
/// whether a record without an end was sent.
void merchant::crash() {
    process_.reset();
    for (auto& each : orders_) {
        each.busy = false;
        each.unknown.reset();
        if (each.state != order_state::open) continue;
        each.in_question = true;
        each.in_question_since = scene_.time.now();
        if (scene_.off == mutant::lose_record) {
            each.state = order_state::wanted;
            each.in_question = false;
        }
    }
    bool const long_outage = scene_.random.chance(0.1);
    scene_.time.after(long_outage ? scene_.random.between(20min, 90min)
                                  : scene_.random.between(0s, 120s),
                      [this] { start(); });
}

/// The parent has the conversations that were under way, and does not tell how they end: as after a
/// crash.
void merchant::fork() {
    if (!process_ || process_->dead()) return;
    process_->fork();
    for (std::size_t i = 0; i != orders_.size(); ++i) {
        auto& each = orders_[i];
        if (!std::exchange(each.busy, false)) continue;
        if (each.state == order_state::open) {
            each.unknown.reset();
            each.in_question = true;
            each.in_question_since = scene_.time.now();
        }
        tend_later(i, scene_.random.between(1ms, 2s));
    }
}

void merchant::want(order_kind kind, std::size_t application) {
    auto& made = orders_.emplace_back();
    made.application = application;
    made.kind = kind;
    made.reference = "ORDER-" + std::to_string(application) + '-' + std::to_string(orders_.size());
    made.amount = money::from_centavos(scene_.random.between(1, 60'000));
    made.deed = (kind == order_kind::payout ? "payout " : "charge ") + made.reference;
    tend(orders_.size() - 1);
}

void merchant::tend_later(std::size_t number, duration delay) {
    if (!process_) return; // the next one will
    scene_.time.after(delay, [this, number, self = std::weak_ptr{process_}] {
        if (self.lock()) tend(number);
    });
}

/// Does what is next for an order.
void merchant::tend(std::size_t number) {
    auto& what = orders_[number];
    if (!process_ || process_->dead() || what.busy) return;
    switch (what.state) {
    case order_state::wanted:
    case order_state::open:
        switch (what.kind) {
        case order_kind::payout: return attempt<create_cash_out>(number, &merchant::payout_of);
        case order_kind::charge: return attempt<create_cash_in>(number, &merchant::charge_of);
        case order_kind::refund: return attempt<refund_cash_in>(number, &merchant::refund_of);
        }
        return;
    case order_state::accepted:
        if (!settled(what) || !what.checked) read(number, lookup(what.id));
        return;
    case order_state::refused: return;
    }
}

create_cash_out merchant::payout_of(order const& what) {
    auto& random = scene_.random;
    std::string const cpf = cpf_text(random);
    std::string const name = "Maria " + random.hex(8);
    std::string const mail = "maria." + random.hex(8) + "@example.com";
    for (auto const& each : {cpf, name, mail})
        scene_.book.keep_secret(each);
    return {
        .idempotency_key = idempotency_key::generate(random),
        .amount = what.amount,
        .external_reference = connectpsp::external_reference::parse(what.reference).value(),
        .payee = {.name = name,
                  .document = connectpsp::document::parse(cpf).value(),
                  .destination =
                      connectpsp::pix_key::parse(connectpsp::pix_key_type::email, mail).value()}};
}

create_cash_in merchant::charge_of(order const& what) {
    std::string const cpf = cpf_text(scene_.random);
    std::string const name = "Pedro " + scene_.random.hex(8);
    for (auto const& each : {cpf, name})
        scene_.book.keep_secret(each);
    return {.idempotency_key = idempotency_key::generate(scene_.random),
            .amount = what.amount,
            .external_reference = connectpsp::external_reference::parse(what.reference).value(),
            .payer = {.name = name, .document = connectpsp::document::parse(cpf).value()}};
}

refund_cash_in merchant::refund_of(order const& what) {
    return {.idempotency_key = idempotency_key::generate(scene_.random),
            .id = lookup(what.reference),
            .reason = connectpsp::refund_reason::customer_request};
}

/// Stores an attempt before it is sent, or finds out what became of the stored one.
template <class Op>
void merchant::attempt(std::size_t number, Op (merchant::*make)(order const&)) {
    auto& what = orders_[number];
    auto const& session = process_->at(what.application).session;
    auto const now = process_->clock();
    if (what.state == order_state::wanted) {
        Op op = (this->*make)(what);
        if (process_->crashes_here()) return;
        what.attempt = save_attempt(op, session, now).value();
        what.state = order_state::open;
        if (process_->crashes_here()) return;
        return send<Op>(number, std::move(op));
    }
    auto back = connectpsp::load_attempt<Op>(what.attempt, session).value();
    scene_.book.log(redact(back.operation));
    if (who_.size() > 1 && scene_.random.chance(0.3)) {
        auto const alive = process_;
        misdeliver(number, back);
        if (process_ != alive || alive->dead()) return;
    }
    auto const why = std::exchange(what.unknown, std::nullopt);
    auto const way = reconcile(back, now, scene_.how.key_retention(), why ? &*why : nullptr);
    if (way.by == connectpsp::reconcile_by::read) return read(number, way.id);
    // Another attempt was refused: a replay would be as well, and leave it in doubt for ever.
    bool const in_vain = why && why->remedy() == remedy::reconcile;
    bool const too_old = way.key_may_have_expired && scene_.off != mutant::trust_old_key;
    if (in_vain || too_old) {
        look_into_statement(number);
        if (what.state == order_state::accepted) return tend_later(number, 1s);
        if (may_arrive(what)) return tend_later(number, patience);
    }
    if (scene_.off == mutant::load_without_doubt) what.in_question = false;
    if (may_arrive(what)) return send<Op>(number, std::move(back));
    send<Op>(number, std::move(back.operation));
}

/// One store for all: a record is handed to the wrong session, and the attempt to its exchange.
template <class Op>
void merchant::misdeliver(std::size_t number, connectpsp::loaded_attempt<Op> const& what) {
    auto const& about = orders_[number];
    std::size_t const other = 1 - about.application;
    auto const expected = who_[0].where != who_[1].where
                              ? connectpsp::errc::attempt_of_other_environment
                              : connectpsp::errc::attempt_of_other_merchant;
    auto const loaded = connectpsp::load_attempt<Op>(about.attempt, process_->at(other).session);
    if (loaded || loaded.error() != expected || loaded.error().remedy() != remedy::fix_request)
        scene_.seen.complain("a record is opened by another merchant: " + about.deed);
    process_->carry_out<Op>(other, what, [this, deed = about.deed](auto const& result) {
        if (result || !result.error().outcome_unknown() ||
            result.error().remedy() != remedy::fix_request)
            scene_.seen.complain("an attempt is taken up by another merchant: " + deed);
    });
}

/// Whether something that was sent before may be on its way. Until it cannot, the doubt goes along
/// with what is sent, and no refusal ends it.
bool merchant::may_arrive(order const& what) const {
    return what.in_question && scene_.time.now() - what.in_question_since <= patience;
}

/// A person does, who finds it by its reference.
void merchant::look_into_statement(std::size_t number) {
    auto& what = orders_[number];
    auto const id = scene_.seen.id_of(what.deed);
    scene_.book.trace("merchant", "asks for a statement about " + what.deed);
    if (!id.empty()) accept(what, id);
}

template <class Op, class Attempt>
void merchant::send(std::size_t number, Attempt what) {
    auto& about = orders_[number];
    about.busy = true;
    process_->carry_out<Op>(about.application, std::move(what),
                            [this, number](auto const& result) { this->ended(number, result); });
}

template <class Result>
void merchant::ended(std::size_t number, Result const& result) {
    auto& what = orders_[number];
    what.busy = false;
    if (result) {
        accept(what, result.value().transaction_id);
        return tend_later(number, scene_.random.between(10s, 400s));
    }
    if (what.state == order_state::accepted) // a webhook was faster
        return tend_later(number, scene_.random.between(10s, 400s));
    error const& why = result.error();
    if (why.cause() == condition::already_done) return read(number, lookup(what.reference));
    if (!why.outcome_unknown()) return settle_refusal(number, why);
    if (scene_.off == mutant::believe_refusal && why.cause() == condition::rejected) {
        what.in_question = false;
        return settle_refusal(number, why);
    }

    what.in_question = true;
    what.in_question_since = scene_.time.now();
    if (scene_.off == mutant::pay_anew) {
        what.in_question = false;
        what.state = order_state::wanted; // under a new key
        return settle_refusal(number, why);
    }
    what.unknown = why;
    tend_later(number, scene_.random.between(1s, 90s));
}

/// An exchange says that nothing of what it sent was done. If there was something before it, which
/// cannot arrive any more, only a refusal says that it was not done either.
void merchant::settle_refusal(std::size_t number, error const& why) {
    auto& what = orders_[number];
    bool const refused = why == condition::rejected;
    if (what.in_question && !refused) return tend_later(number, scene_.random.between(30s, 300s));
    what.in_question = false;
    bool const may_pass = why.remedy() == remedy::wait || why.remedy() == remedy::reauthenticate ||
                          scene_.random.chance(0.3);
    if (may_pass && ++what.refusals < 5) return tend_later(number, scene_.random.between(1s, 120s));
    what.state = order_state::refused;
    scene_.book.trace("merchant", "closes as refused: " + what.deed);
    scene_.seen.closed_as_refused(what.deed);
}

void merchant::accept(order& what, std::string const& id) {
    what.in_question = false;
    what.state = order_state::accepted;
    what.id = id;
    if (scene_.seen.id_of(what.deed) != id)
        scene_.seen.complain("in the books and not in the ledger: " + what.deed);
}

/// Reads a transaction: to see where it stands, or whether it is this order's.
void merchant::read(std::size_t number, connectpsp::lookup_id const& id) {
    auto& what = orders_[number];
    auto const take = [this, number](auto const& result) {
        auto& about = orders_[number];
        about.busy = false;
        if (result && learn(number, result.value()))
            about.checked = about.checked || settled(about);
        if (!settled(about) || !about.checked) tend_later(number, scene_.random.between(30s, 300s));
    };
    what.busy = true;
    if (what.kind == order_kind::payout)
        process_->carry_out(what.application, connectpsp::get_cash_out{id}, take);
    else
        process_->carry_out(what.application, connectpsp::get_cash_in{id}, take);
}

bool merchant::settled(order const& what) const {
    if (what.state == order_state::refused) return true;
    if (what.state != order_state::accepted) return false;
    if (what.kind == order_kind::refund) return true;
    return std::visit(
        [](auto const& status) { return status.known() && rank(*status.known()) > 0; },
        what.status);
}

/// The state of a transaction, from a read or a webhook. False when it belongs to another merchant.
template <class Transaction>
bool merchant::learn(std::size_t number, Transaction const& from) {
    auto& what = orders_[number];
    if (what.kind == order_kind::refund) {
        if (from.transaction_id != what.reference) return false;
        if constexpr (std::is_same_v<Transaction, connectpsp::cash_in>)
            if (from.status == connectpsp::cash_in_status::refunded &&
                what.state != order_state::accepted)
                accept(what, from.transaction_id);
        return true;
    }
    if (from.external_reference != what.reference) return false;
    if (what.state != order_state::accepted) accept(what, from.transaction_id);
    return advance_to(what, from.status);
}

template <class Status>
bool merchant::advance_to(order& what, Status const& incoming) {
    if (!std::holds_alternative<Status>(what.status)) what.status = Status{};
    auto& known = std::get<Status>(what.status);
    bool const first = known.text().empty();
    auto const change =
        first ? connectpsp::status_change::advanced : compare_status(known, incoming);
    if (change == connectpsp::status_change::conflicting)
        scene_.seen.complain("two statuses that cannot follow one another: " + what.deed);
    if (change != connectpsp::status_change::advanced && scene_.off != mutant::take_any_status)
        return true;
    if (!first && rank(*incoming.known()) < rank(*known.known()))
        scene_.seen.complain("reopened: " + what.deed);
    bool const paid_before = !first && rank(*known.known()) > 0;
    known = incoming;
    if constexpr (std::is_same_v<Status, connectpsp::open_enum<connectpsp::cash_in_status>>) {
        using enum connectpsp::cash_in_status;
        if (paid_before || (incoming != paid && incoming != refunded)) return true;
        ++what.credited;
        if (!scene_.random.chance(0.4)) return true;
        auto& made = orders_.emplace_back();
        made.application = what.application;
        made.kind = order_kind::refund;
        made.reference = what.id;
        made.deed = "refund " + what.id;
        tend_later(orders_.size() - 1, scene_.random.between(1s, 120s));
    }
    return true;
}

std::size_t merchant::number_of(std::size_t application, order_kind kind,
                                std::string_view reference) const {
    for (std::size_t i = 0; i != orders_.size(); ++i)
        if (orders_[i].application == application && orders_[i].kind == kind &&
            orders_[i].reference == reference)
            return i;
    return none;
}

bool merchant::receive(webhook const& what) {
    if (!process_ || process_->dead()) return false;
    auto const got =
        process_->at(what.application).hook.receive(what.body, what.signature, what.delivery_id);
    if (!got) {
        scene_.seen.complain("a webhook is refused: " + to_string(got.error()));
        return false;
    }
    scene_.book.log(redact(got.value()));
    if (process_->crashes_here()) return false;
    bool const repeated = !handled_.insert(got.value().dedupe_key()).second;
    if (repeated && scene_.off != mutant::credit_twice) return true;
    auto const& data = got.value().data;
    if (auto const* out = std::get_if<connectpsp::cash_out>(&data)) {
        auto const number =
            number_of(what.application, order_kind::payout, out->external_reference.value_or(""));
        learn(number, *out);
    } else if (auto const* in = std::get_if<connectpsp::cash_in>(&data)) {
        auto const number =
            number_of(what.application, order_kind::charge, in->external_reference.value_or(""));
        if (repeated) ++orders_[number].credited;
        learn(number, *in);
        auto const refund = number_of(what.application, order_kind::refund, in->transaction_id);
        if (refund != none) learn(refund, *in);
    }
    return true;
}

void merchant::look_at_balance(std::size_t application) {
    if (process_ && !process_->dead())
        process_->carry_out(application, connectpsp::get_balance{}, [](auto const&) {});
}

void merchant::set_balance(std::size_t application) {
    if (!process_ || process_->dead()) return;
    connectpsp::rebalance const op{money::from_centavos(scene_.random.between(0, 3'000'000))};
    process_->carry_out(application, op, [this, application](auto const& result) {
        // The balance shows the outcome; a new one is planned from there.
        if (!result && result.error().outcome_unknown()) look_at_balance(application);
    });
}

void merchant::check_books() {
    for (std::size_t i = 0; i != orders_.size(); ++i) {
        orders_[i].checked = orders_[i].kind == order_kind::refund;
        tend(i);
    }
}

void merchant::compare_with_ledger() const {
    if (!process_ || !process_->idle()) scene_.seen.complain("a conversation has no end");
    for (auto const& each : orders_) {
        std::string const held = scene_.seen.id_of(each.deed);
        if (each.busy || !settled(each)) {
            scene_.seen.complain("nobody knows what became of " + each.deed);
        } else if (each.state == order_state::refused) {
            // A copy that the network made may come too late for every webhook and for the books.
            if (!held.empty() && !scene_.seen.by_copy(each.deed))
                scene_.seen.complain("in the ledger and not in the books: " + each.deed);
        } else if (held != each.id) {
            scene_.seen.complain("in the books and not in the ledger: " + each.deed);
        } else if (each.kind != order_kind::refund) {
            auto const* const real = bank_.find(each.application, each.id);
            auto const text = std::visit(
                [](auto const& status) { return std::string{status.text()}; }, each.status);
            if (real == nullptr || real->status != text)
                scene_.seen.complain("the books say " + text +
                                     ", the ledger otherwise: " + each.deed);
            bool const paid =
                text == "PAID" || (each.kind == order_kind::charge && text == "REFUNDED");
            if (each.credited != (paid ? 1 : 0))
                scene_.seen.complain("credited " + std::to_string(each.credited) +
                                     " times: " + each.deed);
        }
    }
}

} // namespace simulation
