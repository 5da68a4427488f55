// expect: connectpsp: this operation is sent without a token: build\(op, environment\)
#include <connectpsp/api/obtain_token.hpp>

auto message(connectpsp::authorization const& auth) {
    return connectpsp::build(connectpsp::obtain_token{}, auth);
}
