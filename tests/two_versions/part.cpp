// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

// Compiled twice: with the headers as they are, and with those of another version.
#include "two_versions/part.hpp"

#include <connectpsp/flow/client.hpp>

#include "support/sample_payments.hpp"
#include "support/sample_values.hpp"

#include <chrono>
#include <string_view>

#if !defined(CONNECTPSP_TEST_PART)
#error "CONNECTPSP_TEST_PART is the name of the function"
#endif

namespace {

namespace psp = connectpsp;

struct fixed_clock {
    psp::timestamp operator()() const noexcept {
        return std::chrono::sys_days{std::chrono::year{2026} / 3 / 10};
    }
    void sleep_for(std::chrono::milliseconds) const noexcept {}
};

psp::result<psp::cash_out_receipt> pay(psp::response const& answer) {
    psp::session session{psp::environment::staging(), psp::test::sample_credentials()};
    auto const send = [&](psp::request const& asked) -> psp::result<psp::response> {
        if (asked.url.ends_with("/auth/token")) return psp::test::token_reply();
        return answer;
    };
    psp::client call{session, send, psp::retry_policy::no_retry(), fixed_clock{}};
    return call(psp::test::sample_payout());
}

} // namespace

told CONNECTPSP_TEST_PART() {
    told by;
    by.size_of_context = sizeof(psp::error_context);
    psp::error const plain =
        psp::error{psp::errc::not_sent, {.status = 418, .pointer = "/here"}}.with(
            [&by](psp::error_context& context) {
                by.context_is_whole = context.status == 418 && context.pointer == "/here";
#if defined(CONNECTPSP_TEST_OTHER_VERSION)
                by.context_is_whole =
                    by.context_is_whole &&
                    std::string_view{context.of_the_other_version} == "of the other version";
#endif
            });
    by.context_is_whole = by.context_is_whole && plain.pointer() == "/here";
    by.paid = pay(psp::test::json_reply(202, R"({"transactionId":"T-1"})")).has_value();
    auto const refused = pay(psp::test::problem_reply(422, "INSUFFICIENT_FUNDS"));
    if (!refused) by.refusal = to_string(psp::error{refused.error()});
    auto const malformed = pay(psp::test::json_reply(202, R"({"transactionId":7})"));
    if (!malformed) by.pointer = malformed.error().pointer();
    by.code = psp::errc::not_sent;
    by.api_code = psp::api_errc::insufficient_funds;
    by.codes_are_known = by.code == psp::condition::transport && by.code == psp::errc::not_sent &&
                         by.api_code == psp::condition::insufficient_funds;
    return by;
}
