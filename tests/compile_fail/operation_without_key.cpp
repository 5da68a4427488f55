// expect: idempotency::by_key needs a member `in_header<idempotency_key> idempotency_key`
// SPDX-FileCopyrightText: 2026 The connectpsp authors
// SPDX-License-Identifier: BSL-1.0

#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/operation.hpp>

struct pay_again {
    using result_type = connectpsp::problem;
    static constexpr connectpsp::endpoint_spec endpoint{
        connectpsp::http_method::post, "/again", connectpsp::auth::none,
        connectpsp::effect::moves_money, connectpsp::idempotency::by_key};
};
BOOST_DESCRIBE_STRUCT(pay_again, (), ())

int main() { return build(pay_again{}, connectpsp::environment::staging()).has_value(); }
