// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include "fleet.hpp"

#include "../random.hpp"
#include "../timeline.hpp"

#include "breaker.hpp"

#include <connectpsp/api/account.hpp>
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/flow/exchange.hpp>
#include <connectpsp/flow/reconcile.hpp>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace fleet {
namespace {

namespace psp = connectpsp;
using namespace std::chrono_literals;
using simulation::duration;

psp::credentials credentials_of(std::size_t merchant) {
    return psp::credentials::make(
               {.client_id = std::to_string(100'000 + merchant),
                .client_secret = psp::secret{"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e"},
                .application_token = psp::secret{"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81"},
                .crypto_token = psp::secret{"c0ffee00-1234-4abc-9def-0123456789ab"}})
        .value();
}

psp::response json(int status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body)};
}

/// A token as long as real ones are.
psp::response token_answer() {
    return json(200, R"({"accessToken":")" + std::string(700, 'a') +
                         R"(","tokenType":"Bearer","expiresIn":3600})");
}

/// One worker of the ledger: its session, and its breaker.
struct worker {
    worker(std::size_t merchant, plan const& how)
        : session(psp::environment::staging(), credentials_of(merchant))
        , guard(how.at_once, how.breaker_pause)
        , rate(how.most_a_second) {}

    psp::session session;
    ledger::breaker guard;
    ledger::pace rate;
    std::int64_t on_their_way = 0;
    bool has_begun = false;
    bool has_timer = false;
    std::size_t place = not_ready; ///< in the list of those that may claim

    static constexpr std::size_t not_ready = static_cast<std::size_t>(-1);
};

struct order {
    psp::idempotency_key key;
    std::size_t queue = 0;
    std::int64_t tries = 0;
    psp::timestamp first_sent{};
    bool is_unknown = false;
    bool is_of_the_backlog = false;
    bool has_ended = false;
};

class world {
public:
    explicit world(plan const& how) : how_(how), random_(how.seed), queues_(queue_count()) {
        for (std::size_t i = 0; i != how.workers; ++i)
            workers_.emplace_back(how.one_merchant ? 0 : i, how);
        seconds_.resize(static_cast<std::size_t>((how.before + how.away + how.after).count()) +
                        7'200);
    }

    figures live() {
        for (std::size_t i = 0; i != workers_.size(); ++i) {
            auto const when =
                random_.between(duration{0}, std::max<duration>(how_.start_over, 1ms));
            time_.after(when, [this, i] {
                workers_[i].has_begun = true;
                consider(workers_[i], i);
            });
            // One order for each waits already.
            hand_in(how_.one_merchant ? 0 : i);
        }
        time_.after(0ms, [this] { arrive(); });
        time_.at(back_at(), [this] { count_backlog(); });
        while (time_.step()) {
        }
        return sum_up();
    }

private:
    struct in_a_second {
        std::uint32_t logins = 0, requests = 0;
    };

    std::size_t queue_count() const { return how_.one_merchant ? 1 : how_.workers; }
    psp::timestamp now() const { return time_.now(); }
    psp::timestamp away_at() const { return began_ + how_.before; }
    psp::timestamp back_at() const { return away_at() + how_.away; }
    bool is_away() const { return now() >= away_at() && now() < back_at(); }
    duration way() { return random_.between(duration{20ms}, duration{80ms}); }
    static ledger::breaker::time_point steady(psp::timestamp at) {
        return ledger::breaker::time_point{at.time_since_epoch()};
    }

    // --- orders ----------------------------------------------------------------------------------

    void hand_in(std::size_t queue) {
        orders_.push_back({.key = psp::idempotency_key::generate(random_), .queue = queue});
        put(orders_.size() - 1);
    }

    void arrive() {
        if (now() >= back_at() + how_.after) return;
        hand_in(how_.one_merchant ? 0 : random_.below(queues_.size()));
        auto const mean = duration{1s} / static_cast<std::int64_t>(how_.orders_a_second);
        time_.after(random_.between(duration{0}, 2 * mean), [this] { arrive(); });
    }

    /// The order is due: one of the workers that look for orders claims it.
    void put(std::size_t number) {
        std::size_t const queue = orders_[number].queue;
        queues_[queue].push_back(number);
        if (!how_.one_merchant) return consider(workers_[queue], queue);
        if (ready_.empty()) return;
        std::size_t const chosen = ready_[random_.below(ready_.size())];
        consider(workers_[chosen], chosen);
    }

    void end(std::size_t number) {
        orders_[number].has_ended = true;
        if (orders_[number].is_of_the_backlog && --backlog_left_ == 0) paid_up_at_ = now();
    }

    void count_backlog() {
        for (auto& each : orders_)
            if (!each.has_ended) each.is_of_the_backlog = true, ++backlog_left_;
        came_.backlog = backlog_left_;
    }

    // --- workers ---------------------------------------------------------------------------------

    void note_ready(worker& one, std::size_t number) {
        bool const is_ready = one.has_begun && !one.guard.is_open() && room_of(one) > 0;
        if (is_ready == (one.place != worker::not_ready)) return;
        if (is_ready) {
            one.place = ready_.size();
            ready_.push_back(number);
        } else {
            workers_[ready_.back()].place = one.place;
            ready_[one.place] = ready_.back();
            ready_.pop_back();
            one.place = worker::not_ready;
        }
    }

    std::int64_t room_of(worker const& one) const {
        return one.rate.left(one.guard.allowed() - one.on_their_way, steady(now()));
    }

    void wait_until(worker& one, std::size_t number, ledger::breaker::time_point when) {
        if (std::exchange(one.has_timer, true)) return;
        time_.after(std::chrono::ceil<duration>(when - steady(now())), [this, &one, number] {
            one.has_timer = false;
            consider(one, number);
        });
    }

    /// A turn of the worker: as worker::carry_on and worker::may_claim of the ledger.
    void consider(worker& one, std::size_t number) {
        if (!one.has_begun) return;
        if (one.guard.is_open()) {
            if (one.on_their_way == 0 && steady(now()) >= one.guard.asks_at())
                ask(one, number);
            else if (one.on_their_way == 0)
                wait_until(one, number, one.guard.asks_at());
        } else {
            auto& due = queues_[how_.one_merchant ? 0 : number];
            while (room_of(one) > 0 && !due.empty()) {
                std::size_t const next = due.front();
                due.pop_front();
                one.rate.take(1, steady(now()));
                claim(one, number, next);
            }
            if (one.rate.next() > steady(now())) wait_until(one, number, one.rate.next());
        }
        note_ready(one, number);
    }

    void ask(worker& one, std::size_t number) {
        ++one.on_their_way;
        run(one, psp::get_balance{}, psp::retry_policy::no_retry(), nobody,
            [this, &one, number](psp::result<psp::balance> const& got) {
                --one.on_their_way;
                one.guard.note(got ? nullptr : &got.error(), steady(now()), random_());
                consider(one, number);
            });
    }

    void claim(worker& one, std::size_t number, std::size_t which) {
        order& it = orders_[which];
        bool const is_forgotten =
            it.is_unknown && psp::reconcile(psp::create_cash_out::endpoint, nullptr, it.first_sent,
                                            now(), how_.key_retention)
                                 .key_may_have_expired;
        if (++it.tries > max_tries || is_forgotten) {
            ++came_.held;
            return end(which);
        }
        if (it.first_sent == psp::timestamp{}) it.first_sent = now();
        ++one.on_their_way;
        run(one, payout(which), {.max_attempts = 3, .deadline = 15s, .max_retry_after = 5s}, which,
            [this, &one, number, which](psp::result<psp::cash_out_receipt> const& got) {
                --one.on_their_way;
                one.guard.note(got ? nullptr : &got.error(), steady(now()), random_());
                close(which, got);
                consider(one, number);
            });
    }

    psp::create_cash_out payout(std::size_t which) const {
        return {.idempotency_key = orders_[which].key,
                .amount = psp::money::from_centavos(100),
                .external_reference =
                    psp::external_reference::parse("ORDER-" + std::to_string(which)).value(),
                .payee = payee_};
    }

    void close(std::size_t which, psp::result<psp::cash_out_receipt> const& got) {
        order& it = orders_[which];
        if (got) {
            ++came_.paid;
            return end(which);
        }
        psp::error const& why = got.error();
        it.is_unknown = it.is_unknown || why.outcome_unknown();
        auto const remedy = why.remedy();
        bool const is_again = remedy == psp::remedy::wait ||
                              remedy == psp::remedy::reauthenticate ||
                              (it.is_unknown && remedy == psp::remedy::retry_same_key);
        if (!is_again) {
            ++came_.refused;
            return end(which);
        }
        duration pause = ledger::pause_after(it.tries, 500ms, 300s, random_());
        if (!it.is_unknown && why.retry_after()) pause = why.retry_after()->delay(now());
        if (!it.is_unknown && why.during_authentication()) --it.tries;
        time_.after(pause, [this, which] { put(which); });
    }

    // --- the network and the gateway -------------------------------------------------------------

    template <class Op, class Done>
    struct flight {
        psp::exchange<Op> talk;
        Done done;
        std::size_t order;
    };

    template <class Op, class Done>
    void run(worker& one, Op op, psp::retry_policy const& policy, std::size_t which, Done done) {
        auto it = std::make_shared<flight<Op, Done>>(flight<Op, Done>{
            {one.session, std::move(op), policy, random_()}, std::move(done), which});
        auto const next = it->talk.start(now());
        go_on(it, next);
    }

    template <class Flight>
    void go_on(std::shared_ptr<Flight> const& it, psp::step next) {
        if (next.done()) return it->done(std::move(it->talk).result());
        if (next.request() == nullptr) {
            time_.after(next.delay(), [this, it] {
                auto const after = it->talk.resume(now());
                go_on(it, after);
            });
            return;
        }
        carry(*next.request(), it->order, [this, it](psp::result<psp::response> answer) {
            auto const after = answer ? it->talk.receive(std::move(answer).value(), now())
                                      : it->talk.fail(answer.error(), now());
            go_on(it, after);
        });
    }

    template <class Arrive>
    void carry(psp::request const& message, std::size_t which, Arrive arrive) {
        bool const is_login = message.url.find("/auth/token") != std::string::npos;
        auto& count = seconds_[static_cast<std::size_t>(
            std::chrono::floor<std::chrono::seconds>(now() - began_).count())];
        ++(is_login ? count.logins : count.requests);
        auto const fail = [this, arrive](duration when, psp::errc why) {
            time_.after(when, [arrive, why] { arrive(psp::error{why}); });
        };
        auto const turn_away = [this, arrive] {
            time_.after(way(), [arrive] {
                arrive(psp::response{
                    .status = 503, .content_type = "text/html", .body = "<html></html>"});
            });
        };
        if (is_away() && how_.kind == outage::refuses)
            return fail(random_.between(duration{1ms}, duration{5ms}), psp::errc::not_sent);
        auto const sent_at = now();
        std::string const key{message.headers.find("X-Idempotency-Key")};
        time_.after(way(), [=, this] {
            auto const gives_up = sent_at + timeout - now();
            if (is_away() && how_.kind == outage::answers) return turn_away();
            if (is_away()) return fail(gives_up, psp::errc::no_answer);
            auto answer = is_login          ? token_answer()
                          : which == nobody ? json(200, balance_)
                                            : pay(which, key);
            time_.after(way(), [=, this] {
                if (is_away() && how_.kind != outage::answers)
                    return fail(sent_at + timeout - now(), psp::errc::no_answer);
                arrive(answer);
            });
        });
    }

    /// The gateway knows a key for ever here: an order that it pays twice was sent under two.
    psp::response pay(std::size_t which, std::string const& key) {
        if (keys_.insert(key).second && !references_.insert(which).second) ++came_.paid_twice;
        return json(202, R"({"transactionId":"3f2b8c1a-5d4e-4f60-9a7b-1c2d3e4f5a6b",)"
                         R"("internalCode":"CO0001","externalReference":"ORDER-)" +
                             std::to_string(which) +
                             R"(","status":"PROCESSING","amount":1.00,"payee":{"name":)"
                             R"("Maria da Silva","document":"52998224725","destination":{"type":)"
                             R"("PIX","pixKeyType":"EMAIL","pixKey":"maria@example.com"}},)"
                             R"("requestedAt":"2026-03-10T14:35:00Z"})");
    }

    worst worst_of(seconds from, seconds until) const {
        worst most;
        for (auto i = from.count(); i < until.count(); ++i) {
            auto const& each = seconds_[static_cast<std::size_t>(i)];
            most.logins = std::max(most.logins, each.logins);
            most.requests = std::max(most.requests, each.requests);
        }
        return most;
    }

    figures sum_up() {
        seconds const away = how_.before, back = away + how_.away;
        came_.start = worst_of(0s, std::min<seconds>(60s, away));
        came_.away = worst_of(away, back);
        came_.steady = worst_of(away + how_.away / 2, back);
        came_.back = worst_of(back, seconds{static_cast<std::int64_t>(seconds_.size())});
        came_.typical = seconds_[static_cast<std::size_t>(away.count()) - 1].requests;
        came_.backlog_seconds = std::chrono::duration<double>(paid_up_at_ - back_at()).count();
        came_.orders = orders_.size();
        return came_;
    }

    static constexpr std::size_t nobody = static_cast<std::size_t>(-1);
    static constexpr std::int64_t max_tries = 12;
    static constexpr duration timeout = 10s;

    plan how_;
    simulation::random_source random_;
    simulation::timeline time_;
    psp::timestamp began_ = time_.now();
    std::deque<worker> workers_;
    std::vector<std::size_t> ready_; ///< workers that look for orders
    std::deque<order> orders_;
    std::vector<std::deque<std::size_t>> queues_;
    std::vector<in_a_second> seconds_;
    std::unordered_set<std::string> keys_;
    std::unordered_set<std::size_t> references_;
    std::uint64_t backlog_left_ = 0;
    psp::timestamp paid_up_at_{};
    figures came_{};
    std::string const balance_ =
        R"({"currency":"BRL","referenceDate":"2026-03-10","consolidated":{"totalBalance":1.00,)"
        R"("transactionalBalance":1.00,"proprietaryBalance":0.00},"banks":[]})";
    psp::payee const payee_{
        .name = "Maria da Silva",
        .document = psp::document::parse("52998224725").value(),
        .destination = psp::pix_key::parse(psp::pix_key_type::email, "maria@example.com").value()};
};

std::size_t heap_in_use() {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 33)
    return mallinfo2().uordblks;
#else
    return 0;
#endif
}

} // namespace

figures live_through(plan const& how) { return world{how}.live(); }

std::size_t bytes_for_a_merchant(std::size_t merchants) {
    std::size_t const before = heap_in_use();
    std::vector<std::unique_ptr<worker>> all;
    all.reserve(merchants);
    for (std::size_t i = 0; i != merchants; ++i) {
        all.push_back(std::make_unique<worker>(i, plan{}));
        all.back()
            ->session.on_token(token_answer(), psp::timestamp{std::chrono::hours{500'000}})
            .value();
    }
    return (heap_in_use() - before) / merchants;
}

} // namespace fleet
