// expect: this operation only reads, so that there is nothing to save
#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    connectpsp::session session{connectpsp::environment::staging(),
                                connectpsp::credentials::make({}).value()};
    return connectpsp::save_attempt(connectpsp::get_balance{}, session, {}).has_value();
}
