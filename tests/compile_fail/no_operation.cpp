// expect: connectpsp: this is no operation
#include <connectpsp/api/operation.hpp>

#include <boost/describe/class.hpp>

struct ping {
    static constexpr connectpsp::endpoint_spec endpoint{
        connectpsp::http_method::get, "/ping", connectpsp::auth::bearer, connectpsp::effect::none,
        connectpsp::idempotency::inherent};
};

BOOST_DESCRIBE_STRUCT(ping, (), ())

auto message(connectpsp::authorization const& auth) { return connectpsp::build(ping{}, auth); }
