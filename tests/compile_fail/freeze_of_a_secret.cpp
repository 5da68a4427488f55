// expect: this operation holds a secret, which does not belong into a record
#include <connectpsp/api/obtain_token.hpp>
#include <connectpsp/flow/attempt_record.hpp>

int main() {
    connectpsp::session of{connectpsp::environment::staging(),
                           connectpsp::credentials::make({}).value()};
    return connectpsp::thaw<connectpsp::obtain_token>("", of).has_value();
}
