// expect: deleted (conversion )?function
#include <connectpsp/codec/signature.hpp>

std::string_view dangling(connectpsp::signer const& key) {
    return connectpsp::sign(key, "token").text();
}
