// expect: this operation holds a secret, which does not belong into a record
#include <connectpsp/api/auth.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    auto const key = connectpsp::signer::make(connectpsp::secret{"key"}).value();
    return connectpsp::thaw<connectpsp::obtain_token>("", key).has_value();
}
