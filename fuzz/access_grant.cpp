// The answer of POST /auth/token, decoded.
#include "decoder_oracle.hpp"

#include <connectpsp/api/auth.hpp>

namespace fuzz {

void expect(extraction& from, json const& value, std::string const& at,
            connectpsp::access_grant& out) {
    if (!from.is(value, json::type::object, at)) return;
    from.required(value, at, "accessToken", out.access_token);
    from.optional(value, at, "tokenType", out.token_type);
    from.required(value, at, "expiresIn", out.expires_in);
    from.optional(value, at, "issuedAt", out.issued_at);
}

template <>
struct subject<connectpsp::access_grant> {
    static constexpr std::string_view names[] = {"accessToken", "tokenType", "expiresIn",
                                                 "issuedAt"};

    static bool equal(connectpsp::access_grant const& left, connectpsp::access_grant const& right) {
        return left.access_token == right.access_token && left.token_type == right.token_type &&
               left.expires_in == right.expires_in && left.issued_at == right.issued_at;
    }

    static void replace_texts(connectpsp::access_grant& value) {
        value.access_token = connectpsp::secret{"another text"};
        replace_text(value.token_type);
    }
};

} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    fuzz::check_decoder<connectpsp::access_grant>(fuzz::input{data, size}.rest());
    return 0;
}
