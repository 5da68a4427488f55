// expect: connectpsp: this operation needs a token: build\(op, authorization\)
#include <connectpsp/api/account.hpp>

auto message(connectpsp::environment const& where) {
    return connectpsp::build(connectpsp::get_balance{}, where);
}
