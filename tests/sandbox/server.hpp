#ifndef CONNECTPSP_TESTS_SANDBOX_SERVER_HPP
#define CONNECTPSP_TESTS_SANDBOX_SERVER_HPP

#include "config.hpp"
#include "faults.hpp"
#include "ledger.hpp"
#include "state.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace sandbox {

/// A ConnectPSP of one's own on 127.0.0.1, listening from construction to stop() or destruction.
/// Its members may be called from any thread, stop() from one at a time.
class server {
public:
    /// \throws boost::system::system_error when the port can't be had
    /// \throws std::invalid_argument when an initial amount is out of range
    explicit server(config settings = {});
    ~server();
    server(server const&) = delete;
    server& operator=(server const&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::string base_url() const; ///< `http://127.0.0.1:PORT`
    [[nodiscard]] config const& settings() const;

    [[nodiscard]] fault_plan& faults();
    [[nodiscard]] tallies counts() const;  ///< a copy of this moment
    [[nodiscard]] ledger accounts() const; ///< a copy of this moment

    void revoke_tokens(); ///< every token issued so far is INVALID_TOKEN from now on
    void expire_tokens(); ///< every token issued so far is TOKEN_EXPIRED from now on

    /// Cuts all connections and frees the port. Calling it again does nothing.
    void stop();

private:
    class impl;
    std::unique_ptr<impl> impl_;
};

} // namespace sandbox

#endif
