// expect: no matching function for call to .*freeze
#include <connectpsp/api/cash_out.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    auto const key = connectpsp::signer::make(connectpsp::secret{"key"}).value();
    return connectpsp::freeze(connectpsp::create_cash_out{}, {}, key).has_value();
}
