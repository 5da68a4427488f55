// expect: this operation only reads, so that there is nothing to freeze
#include <connectpsp/api/account.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    connectpsp::session of{connectpsp::environment::staging(),
                           connectpsp::credentials::make({}).value()};
    return connectpsp::freeze(connectpsp::get_balance{}, of, {}).has_value();
}
