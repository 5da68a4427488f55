// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// The interface for other languages: an input is a row of calls, a line each, whose first letter is
// the call and whose rest is its text. Nothing that a caller passes breaks the library: each answer
// is JSON in UTF-8, a buffer that is too small is left alone, and a payout that ended without a
// success after it was handed out says that its outcome is unknown.
#include "json_oracle.hpp"
#include "oracle.hpp"

#include <connectpsp/c/impl/connectpsp.ipp>

#include <cstdint>
#include <string>
#include <string_view>

namespace fuzz_c_api {

namespace {

using fuzz::require;

constexpr std::string_view config =
    R"({"environment":"staging","clientId":"4711","clientSecret":"5f1d2c3b-0a98-4e76-8d54-c3b2a1908f7e","applicationToken":"9b2f6a10-7c3d-4e58-a1b9-0d4c5e6f7a81","cryptoToken":"c0ffee00-1234-4abc-9def-0123456789ab"})";
constexpr std::string_view payout =
    R"({"idempotencyKey":"7d3e1c52-0f4a-4b6d-8c9e-2a1b3c4d5e6f","amountCentavos":"15050","externalReference":"ORDER-1","payee":{"name":"Maria","document":"52998224725","destination":{"type":"PIX","pixKeyType":"CPF","pixKey":"52998224725"}}})";
constexpr std::string_view names[] = {
    "obtain_token",   "get_balance",     "rebalance",    "create_cash_in", "get_cash_in",
    "refund_cash_in", "create_cash_out", "get_cash_out", "problem",        "event_form",
    "access_grant",   "balance",         "cash_in",      "cash_out",       "no_such_name"};

/// Calls a function with a buffer that is too small, and then with one that is not.
template <class Call>
connectpsp_status answer_of(std::string& text, bool is_json, Call&& call) {
    std::size_t needed = 0;
    char small[8];
    std::fill(std::begin(small), std::end(small), '#');
    connectpsp_status status = call(small, std::size_t{7}, &needed);
    require(small[7] == '#', "nothing is written behind a buffer");
    if (status == CONNECTPSP_BUFFER_TOO_SMALL) {
        require(needed > 7, "a buffer is too small only for what does not fit");
        require(std::string_view(small, 8) == "########", "a buffer too small is left alone");
    }
    text.assign(needed, '\0');
    std::size_t size = 0;
    status = call(text.data(), text.size(), &size);
    require(size == needed, "an answer has the size that was said");
    require(status == CONNECTPSP_OK || status == CONNECTPSP_FAILED, "an answer or an error");
    require(fuzz::is_utf8(text), "an answer is UTF-8");
    if ((is_json || status == CONNECTPSP_FAILED) && !text.empty())
        require(text.front() == '{' && text.back() == '}', "an answer is an object");
    return status;
}

class program {
public:
    program() {
        std::size_t size = 0;
        require(connectpsp_session_new(config.data(), config.size(), &session_, nullptr, 0,
                                       &size) == CONNECTPSP_OK,
                "a session is made");
        std::string_view const tokens = R"({"cryptoTokens":["key"]})";
        require(connectpsp_webhook_receiver_new(tokens.data(), tokens.size(), &receiver_, nullptr,
                                                0, &size) == CONNECTPSP_OK,
                "a receiver is made");
    }
    program(program const&) = delete;
    program& operator=(program const&) = delete;
    ~program() {
        connectpsp_session_free(session_);
        connectpsp_exchange_free(exchange_);
        connectpsp_webhook_receiver_free(receiver_);
    }

    void run(char call, std::string_view text) {
        fuzz::exact_copy const copy{text.substr((std::min)(text.size(), std::size_t{1}))};
        std::string_view const rest = copy.view();
        std::string_view const name =
            names[text.empty() ? 0 : static_cast<unsigned char>(text[0]) % std::size(names)];
        std::string_view const type =
            !text.empty() && text[0] % 2 != 0 ? "dynamic_br_code_form" : "static_br_code_form";
        now_ += 1000;
        switch (call) {
        case 'n': begin(name, rest); break;
        case 'p': begin("create_cash_out", payout); break;
        case 'a': take_up(rest); break;
        case 's':
            move([&](auto* step, auto* delay) {
                return connectpsp_exchange_start(exchange_, now_, step, delay);
            });
            break;
        case 'r':
            move([&](auto* step, auto* delay) {
                return connectpsp_exchange_receive(exchange_, status_of(text), "application/json",
                                                   16, nullptr, 0, rest.data(), rest.size(), now_,
                                                   step, delay);
            });
            break;
        case 'f':
            move([&](auto* step, auto* delay) {
                return connectpsp_exchange_fail(exchange_, text.size() == 1 ? 1 : 0, now_, step,
                                                delay);
            });
            break;
        case 'w':
            now_ += 10'000'000;
            move([&](auto* step, auto* delay) {
                return connectpsp_exchange_resume(exchange_, now_, step, delay);
            });
            break;
        case 'c':
            if (exchange_ != nullptr) connectpsp_exchange_cancel(exchange_);
            break;
        case 'x':
            connectpsp_exchange_free(std::exchange(exchange_, nullptr));
            handed_out_ = false;
            break;
        case 'k':
            connectpsp_session_after_fork(session_);
            exchange_stays();
            break;
        case 'e':
            answer_of(last_, true, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_webhook_receive(receiver_, rest.data(), rest.size(), "0", 1,
                                                  nullptr, 0, out, room, size);
            });
            break;
        case 'd':
            answer_of(last_, false, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_redact(name.data(), name.size(), rest.data(), rest.size(), out,
                                         room, size);
            });
            break;
        case 'q':
            answer_of(last_, true, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_parse(name.data(), name.size(), nullptr, 0, status_of(text),
                                        nullptr, 0, nullptr, 0, rest.data(), rest.size(), out, room,
                                        size);
            });
            break;
        case 't': {
            std::size_t const end = (std::min)(rest.find(' '), rest.size());
            answer_of(last_, false, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_check_text(rest.data(), end, rest.data() + end, rest.size() - end,
                                             out, room, size);
            });
            break;
        }
        case 'b':
            answer_of(last_, true, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_br_code_read(rest.data(), rest.size(), out, room, size);
            });
            break;
        case 'm':
            answer_of(last_, false, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_br_code_make(type.data(), type.size(), rest.data(), rest.size(),
                                               out, room, size);
            });
            break;
        case 'v':
            if (answer_of(last_, true, [&](char* out, std::size_t room, std::size_t* size) {
                    return connectpsp_attempt_save(session_, name.data(), name.size(), rest.data(),
                                                   rest.size(), now_, out, room, size);
                }) == CONNECTPSP_OK)
                take_up(std::string{last_});
            break;
        default: break;
        }
    }

private:
    static int status_of(std::string_view text) {
        return text.empty() ? 0 : 100 + 3 * static_cast<unsigned char>(text[0]);
    }

    template <class Make>
    void replace(Make&& make) {
        connectpsp_exchange* made = nullptr;
        connectpsp_status const status =
            answer_of(last_, false, [&](char* out, std::size_t room, std::size_t* size) {
                // The first of the two calls may have made one already.
                connectpsp_exchange_free(std::exchange(made, nullptr));
                return make(&made, out, room, size);
            });
        require((made != nullptr) == (status == CONNECTPSP_OK), "a handle means success");
        if (made == nullptr) return;
        connectpsp_exchange_free(std::exchange(exchange_, made));
        handed_out_ = false;
    }

    void begin(std::string_view name, std::string_view form) {
        replace([&](connectpsp_exchange** made, char* out, std::size_t room, std::size_t* size) {
            return connectpsp_exchange_new(session_, name.data(), name.size(), form.data(),
                                           form.size(), nullptr, 0, 7, made, out, room, size);
        });
        pays_ = name == "create_cash_out";
    }

    void take_up(std::string_view record) {
        pays_ = false;
        replace([&](connectpsp_exchange** made, char* out, std::size_t room, std::size_t* size) {
            return connectpsp_exchange_of_attempt(session_, record.data(), record.size(), nullptr,
                                                  0, nullptr, 0, 7, made, out, room, size);
        });
    }

    void exchange_stays() {
        if (exchange_ == nullptr) return;
        std::int32_t step = 0;
        std::int64_t delay = 0;
        require(connectpsp_exchange_resume(exchange_, now_, &step, &delay) == CONNECTPSP_MISUSE,
                "an exchange of the parent's is not gone on with");
        connectpsp_exchange_free(std::exchange(exchange_, nullptr));
        handed_out_ = false;
    }

    template <class Move>
    void move(Move&& move) {
        if (exchange_ == nullptr) return;
        std::int32_t step = 7;
        std::int64_t delay = -1;
        require(move(&step, &delay) == CONNECTPSP_OK, "an exchange moves on");
        require(step >= 0 && step <= 2 && delay >= 0, "a step is one of three");
        connectpsp_status const status =
            answer_of(last_, true, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_exchange_request(exchange_, out, room, size);
            });
        require((status == CONNECTPSP_OK) == (step == CONNECTPSP_STEP_SEND),
                "there is a request where one is to be sent");
        if (status == CONNECTPSP_OK && last_.find("/auth/token\"") == std::string::npos)
            handed_out_ = true;
        std::string end;
        connectpsp_status const ended =
            answer_of(end, true, [&](char* out, std::size_t room, std::size_t* size) {
                return connectpsp_exchange_result(exchange_, out, room, size);
            });
        bool const unknown = end.find("\"outcomeUnknown\":true") != std::string::npos;
        if (ended == CONNECTPSP_FAILED && pays_ && status == CONNECTPSP_OK && handed_out_)
            require(unknown, "a payout that is out has an unknown outcome");
        require(!pays_ || handed_out_ || !unknown, "a payout that was never out has a known one");
    }

    connectpsp_session* session_ = nullptr;
    connectpsp_exchange* exchange_ = nullptr;
    connectpsp_webhook_receiver* receiver_ = nullptr;
    std::int64_t now_ = 1'773'151'200'000'000;
    bool handed_out_ = false;
    bool pays_ = false;
    std::string last_{};
};

} // namespace

CONNECTPSP_FUZZ_HARNESS(c_api) {
    fuzz::input in{data, size};
    program run;
    for (int calls = 0; calls != 40 && !in.rest().empty(); ++calls) {
        std::string_view const line = in.line();
        if (!line.empty()) run.run(line[0], line.substr(1));
    }
    return 0;
}

} // namespace fuzz_c_api
