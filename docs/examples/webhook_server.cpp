// Prints the webhooks of ConnectPSP without what is nobody's business.
//
//   webhook_server PORT [EVENTS]      ends after so many events, or when none comes for a minute
//
// Who signs: CONNECTPSP_CRYPTO_TOKEN.

#include "environment_variables.hpp"
#include "webhook_listener.hpp"

#include <cstdlib>
#include <iostream>

namespace psp = connectpsp;

int main(int count, char** arguments) {
    auto const who = examples::credentials_from_environment();
    if (count < 2 || !who) {
        std::cerr << "usage: " << arguments[0] << " PORT [EVENTS]\n";
        if (!who) std::cerr << who.error() << '\n';
        return 2;
    }
    int wanted = count > 2 ? std::atoi(arguments[2]) : -1;
    examples::webhook_listener hooks{psp::webhook_receiver{who.value().crypto_token()},
                                     static_cast<unsigned short>(std::atoi(arguments[1]))};
    std::cout << "listening on " << hooks.url() << std::endl;
    for (; wanted != 0; --wanted) {
        auto const event = hooks.next(std::chrono::minutes{1});
        if (!event) return wanted < 0 ? 0 : 1;
        std::cout << psp::redact(*event) << std::endl;
    }
}
