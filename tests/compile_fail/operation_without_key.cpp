// expect: repeat::keyed goes with a member `idempotency_key idempotency_key`
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/api/operation.hpp>

struct pay_again {
    using result_type = connectpsp::problem;
    static constexpr connectpsp::endpoint_spec endpoint{connectpsp::http_method::post, "/again",
                                                        202, connectpsp::open_operation,
                                                        connectpsp::repeat::keyed};
};
BOOST_DESCRIBE_STRUCT(pay_again, (), ())

int main() { return build(pay_again{}, connectpsp::environment::staging()).has_value(); }
