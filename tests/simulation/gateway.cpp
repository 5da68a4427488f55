// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "gateway.hpp"

#include "wire.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <cryptopp/hmac.h>
#include <cryptopp/sha.h>

#include <array>
#include <cstdint>
#include <cstdio>

namespace simulation {

using connectpsp::http_method;
using connectpsp::request;
using connectpsp::response;

namespace {

std::string hmac(std::string_view key, std::string_view message) {
    std::array<unsigned char, 32> mac;
    CryptoPP::HMAC<CryptoPP::SHA256> engine{reinterpret_cast<unsigned char const*>(key.data()),
                                            key.size()};
    engine.CalculateDigest(mac.data(), reinterpret_cast<unsigned char const*>(message.data()),
                           message.size());
    std::string text;
    for (unsigned const byte : mac) {
        text += "0123456789abcdef"[byte >> 4];
        text += "0123456789abcdef"[byte & 15];
    }
    return text;
}

boost::json::object const* object_in(boost::json::object const& session, std::string_view name) {
    auto const* found = session.if_contains(name);
    return found ? found->if_object() : nullptr;
}

std::string text_in(boost::json::object const& session, std::string_view name) {
    auto const* found = session.if_contains(name);
    return found && found->is_string() ? std::string{found->get_string()} : std::string{};
}

} // namespace

struct gateway::application {
    std::size_t index;
    onboarding who;
    ledger money;
    struct memory {
        std::string target;
        std::string body;
        response given;
        connectpsp::timestamp at;
    };
    std::unordered_map<std::string, memory> keys{};
    std::vector<std::unique_ptr<transaction>> all{};
    std::unordered_map<std::string, transaction*> by_id{};
    std::unordered_map<std::string, int> out_references{};
};

struct gateway::call {
    application& session;
    request const& message;
    origin from;
    std::string id{};
};

gateway::gateway(timeline& time, random_source& random, audit& seen, journal& book,
                 climate const& how, std::vector<onboarding> who)
    : time_(time)
    , random_(random)
    , audit_(seen)
    , journal_(book)
    , climate_(how) {
    for (auto& each : who) {
        std::int64_t const reserve = random_.between(0, 5'000'000);
        std::int64_t const most =
            random_.chance(0.3) ? 60'000 : 1'000'000; // short of funds, or not
        applications_.push_back(std::make_unique<application>(application{
            applications_.size(), std::move(each), ledger{reserve, random_.between(0, most)}}));
    }
}

gateway::~gateway() = default;

response gateway::handle(request const& message, origin from) {
    if (message.method == http_method::post && message.target() == "/auth/token")
        return obtain_token(message.body);
    auto* const session = authenticated(message);
    if (session != nullptr && climate_.refuses_tokens) return problem(401, "");
    if (session == nullptr) return problem(401, random_.chance(0.8) ? "TOKEN_EXPIRED" : "");
    if (message.headers.find("ApplicationToken") != session->who.application_token)
        return problem(401, "INVALID_APPLICATION_TOKEN");
    call asked{*session, message, from};
    return routed(asked);
}

response gateway::obtain_token(std::string_view body) {
    boost::system::error_code failed;
    auto const sent = boost::json::parse(body, failed);
    if (failed || !sent.is_object()) return problem(400, "");
    for (auto const& each : applications_) {
        if (text_in(sent.get_object(), "clientId") != each->who.client_id ||
            text_in(sent.get_object(), "clientSecret") != each->who.client_secret)
            continue; // secrets differ between environments as well
        if (climate_.one_token)
            std::erase_if(tokens_,
                          [&](auto const& kept) { return kept.second.session == each.get(); });
        std::string const text = "eyJhbGciOiJIUzI1NiJ9." + random_.hex(40) + "." + random_.hex(20);
        std::string signature = hmac(each->who.crypto_token, text);
        journal_.keep_secret(text);
        journal_.keep_secret(signature);
        tokens_[text] = {each.get(), time_.now() + climate_.token_life, std::move(signature)};
        return json(200, "{\"accessToken\":\"" + text +
                             "\",\"tokenType\":\"Bearer\",\"expiresIn\":" +
                             std::to_string(climate_.token_life.count()) + ",\"issuedAt\":\"" +
                             time_text(time_.now()) + "\"}");
    }
    return problem(401, "INVALID_CREDENTIALS");
}

void gateway::revoke_tokens() {
    journal_.trace("gateway", "revokes all tokens");
    tokens_.clear();
}

gateway::application* gateway::authenticated(request const& message) {
    std::string_view const field = message.headers.find("Authorization");
    if (!field.starts_with("Bearer ")) return nullptr;
    auto const found = tokens_.find(std::string{field.substr(7)});
    if (found == tokens_.end() || time_.now() >= found->second.until) return nullptr;
    // Each environment has its own tokens.
    return message.url.starts_with(found->second.session->who.where.base_url() + '/')
               ? found->second.session
               : nullptr;
}

response gateway::routed(call& asked) {
    std::string_view const target = asked.message.target();
    bool const post = asked.message.method == http_method::post;
    if (!post && target == "/account/balance") return show_balance(asked);

    bool const moves_money = post && target != "/cash-in";
    if (moves_money) {
        auto const field = std::string{asked.message.headers.find("Authorization").substr(7)};
        if (asked.message.headers.find("DigitalSignature") != tokens_.at(field).signature)
            return problem(422, "INVALID_SIGNATURE");
    }
    if (post && target == "/account/rebalance") return rebalance(asked);
    if (post && target == "/cash-out") return keyed(asked, &gateway::create_cash_out);
    if (post && target == "/cash-in") return keyed(asked, &gateway::create_cash_in);

    bool const out = target.starts_with("/cash-out/");
    if (!out && !target.starts_with("/cash-in/")) return problem(404, "");
    std::string_view rest = target.substr(target.find('/', 1) + 1);
    constexpr std::string_view suffix = "/refund";
    if (post && !(!out && rest.ends_with(suffix))) return problem(404, "");
    if (post) rest.remove_suffix(suffix.size());
    auto const found = asked.session.by_id.find(std::string{rest});
    if (found == asked.session.by_id.end() || found->second->out != out) return problem(404, "");
    asked.id = rest;
    return post ? keyed(asked, &gateway::refund) : json(200, to_json(*found->second));
}

/// The same key gets the first answer, and nothing is done. A refusal is not remembered.
response gateway::keyed(call& asked, response (gateway::*carry_out)(call&)) {
    std::string const key{asked.message.headers.find("X-Idempotency-Key")};
    if (key.empty()) return problem(400, "");
    if (auto const found = asked.session.keys.find(key);
        found != asked.session.keys.end() && time_.now() - found->second.at < climate_.key_memory) {
        auto const& first = found->second;
        if (first.target == asked.message.target() && first.body == asked.message.body)
            return first.given;
        audit_.complain("one idempotency key for two requests: " + key);
        return problem(422, "IDEMPOTENCY_KEY_REUSED");
    }
    if (random_.chance(climate_.refused)) {
        constexpr std::array statuses{400, 422, 422, 409};
        return problem(statuses[random_.below(4)], "LIMIT_EXCEEDED");
    }
    response given = (this->*carry_out)(asked);
    if (given.status < 300)
        asked.session.keys[key] = {std::string{asked.message.target()}, asked.message.body, given,
                                   time_.now()};
    return given;
}

response gateway::show_balance(call& asked) {
    auto const& money = asked.session.money;
    auto const held = money[account::transactional] + money[account::reserved];
    return json(200, "{\"currency\":\"BRL\",\"consolidated\":{\"totalBalance\":" +
                         money_text(held + money[account::proprietary]) +
                         ",\"transactionalBalance\":" + money_text(held) +
                         ",\"proprietaryBalance\":" + money_text(money[account::proprietary]) +
                         "},\"banks\":[],\"updatedAt\":\"" + time_text(time_.now()) + "\"}");
}

response gateway::rebalance(call& asked) {
    boost::system::error_code failed;
    auto const sent = boost::json::parse(asked.message.body, failed);
    auto const target =
        failed || !sent.is_object() ? -1 : centavos(sent.get_object(), "targetAmount");
    if (target < 0) return problem(400, "");
    auto& money = asked.session.money;
    auto const missing = target - money[account::transactional];
    bool const moved = missing >= 0
                           ? money.move(account::proprietary, account::transactional, missing)
                           : money.move(account::transactional, account::proprietary, -missing);
    if (!moved) return problem(422, "INSUFFICIENT_FUNDS");
    audit_.executed({}, {}, asked.from);
    return json(200, R"({"success":true,"message":"done"})");
}

/// Takes a payout or a charge into the books, and answers for it.
response gateway::open(call& asked, fields const& from, bool out) {
    auto& all = asked.session.all;
    all.push_back(std::make_unique<transaction>());
    auto& made = *all.back();
    made.out = out;
    made.id = random_.uuid();
    made.internal_code = (out ? "CO" : "CI") + std::to_string(all.size());
    made.reference = text_in(from, "externalReference");
    made.status = out ? "PROCESSING" : "AWAITING_PAYMENT";
    made.amount = centavos(from, "amount");
    made.party = boost::json::serialize(from.at(out ? "payee" : "payer"));
    made.requested_at = time_.now();
    asked.session.by_id[made.id] = asked.session.by_id[made.internal_code] = &made;
    if (!made.reference.starts_with("ORDER-" + std::to_string(asked.session.index) + '-'))
        audit_.complain("carried out for another merchant: " + made.reference);
    audit_.executed((out ? "payout " : "charge ") + made.reference, made.id, asked.from);
    if (out)
        settle_later(asked.session, made);
    else
        pay_later(asked.session, made);
    return json(out ? 202 : 201, to_json(made));
}

response gateway::create_cash_out(call& asked) {
    boost::system::error_code failed;
    auto const sent = boost::json::parse(asked.message.body, failed);
    if (failed || !sent.is_object()) return problem(400, "");
    auto const& body = sent.get_object();
    auto const amount = centavos(body, "amount");
    std::string const reference = text_in(body, "externalReference");
    auto const* const payee = object_in(body, "payee");
    if (amount <= 0 || reference.empty() || !payee || !object_in(*payee, "destination"))
        return problem(400, "");
    if (climate_.checks_references && asked.session.out_references.contains(reference))
        return problem(409, "");
    if (!asked.session.money.move(account::transactional, account::reserved, amount))
        return problem(422, "INSUFFICIENT_FUNDS");
    ++asked.session.out_references[reference];
    return open(asked, body, true);
}

response gateway::create_cash_in(call& asked) {
    boost::system::error_code failed;
    auto const sent = boost::json::parse(asked.message.body, failed);
    if (failed || !sent.is_object()) return problem(400, "");
    auto const& body = sent.get_object();
    if (centavos(body, "amount") <= 0 || text_in(body, "externalReference").empty() ||
        !object_in(body, "payer"))
        return problem(400, "");
    return open(asked, body, false);
}

response gateway::refund(call& asked) {
    boost::system::error_code failed;
    auto const sent = boost::json::parse(asked.message.body, failed);
    if (failed || !sent.is_object() || text_in(sent.get_object(), "reason").empty())
        return problem(400, "");
    auto& which = *asked.session.by_id.at(asked.id);
    if (which.status == "REFUNDED") return problem(422, "CASH_IN_ALREADY_REFUNDED");
    if (which.status == "EXPIRED") return problem(422, "CASH_IN_EXPIRED");
    if (which.status != "PAID") return problem(422, "CASH_IN_NOT_PAID");
    if (!asked.session.money.move(account::transactional, account::payers, which.amount))
        return problem(422, "INSUFFICIENT_FUNDS");
    which.status = "REFUNDED";
    which.original_end_to_end_id = std::exchange(which.end_to_end_id, end_to_end_id('D'));
    audit_.executed("refund " + which.id, which.id, asked.from);
    notify(asked.session, which, "CASHIN_REFUNDED");
    return json(202, to_json(which));
}

void gateway::settle_later(application& session, transaction& which) {
    time_.after(random_.between(1s, 300s), [this, &session, &which] {
        bool const paid = random_.chance(0.75);
        session.money.move(account::reserved, paid ? account::paid_out : account::transactional,
                           which.amount);
        which.status = paid ? "COMPLETED" : "FAILED";
        if (paid) which.end_to_end_id = end_to_end_id('E');
        notify(session, which, paid ? "CASHOUT_COMPLETED" : "CASHOUT_FAILED");
        if (!paid || !random_.chance(0.1)) return;
        time_.after(random_.between(1s, 300s), [this, &session, &which] {
            session.money.move(account::paid_out, account::transactional, which.amount);
            which.status = "REFUNDED";
            which.original_end_to_end_id = std::exchange(which.end_to_end_id, end_to_end_id('D'));
            notify(session, which, "CASHOUT_REFUNDED");
        });
    });
}

void gateway::pay_later(application& session, transaction& which) {
    bool const pays = random_.chance(0.7);
    time_.after(pays ? random_.between(1s, 300s) : duration{600s}, [this, &session, &which, pays] {
        which.status = pays ? "PAID" : "EXPIRED";
        if (!pays) return;
        session.money.move(account::payers, account::transactional, which.amount);
        which.end_to_end_id = end_to_end_id('E');
        notify(session, which, "CASHIN_PAID");
    });
}

void gateway::notify(application& session, transaction const& which, std::string_view event) {
    std::string body = "{\"eventType\":\"" + std::string{event} + "\",\"eventAt\":\"" +
                       time_text(time_.now()) + "\",\"data\":" + to_json(which) + "}";
    std::string signature = hmac(session.who.crypto_token, body);
    post({session.index, std::move(body), std::move(signature), {}}, 1);
}

/// Every delivery has an id of its own; what is not acknowledged is sent again, ever later.
void gateway::post(webhook what, int attempt) {
    what.delivery_id = random_.uuid();
    deliver(what, [this, what, attempt](bool acknowledged) {
        if (acknowledged || attempt == 5) return;
        time_.after(duration{10s} * (1 << attempt),
                    [this, what, attempt] { post(what, attempt + 1); });
    });
}

bool gateway::money_conserved() const {
    for (auto const& each : applications_)
        if (!each->money.conserved()) return false;
    return true;
}

void gateway::lose_a_centavo() { applications_.front()->money.lose_a_centavo(); }

transaction const* gateway::find(std::size_t owner, std::string_view id) const {
    auto const& session = *applications_[owner];
    auto const found = session.by_id.find(std::string{id});
    return found == session.by_id.end() ? nullptr : found->second;
}

std::string gateway::end_to_end_id(char kind) {
    std::string at = time_text(time_.now()); // 2026-03-10T14:35:00Z
    std::erase_if(at, [](char c) { return c < '0' || c > '9'; });
    return kind + ("00416968" + at.substr(0, 12)) + random_.hex(11);
}

} // namespace simulation
