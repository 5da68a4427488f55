// expect: this operation only reads, so that there is nothing to freeze
#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    auto const key = connectpsp::signer::make(connectpsp::secret{"key"}).value();
    return connectpsp::freeze(connectpsp::get_balance{}, {}, key).has_value();
}
